import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDispatcher, type Dispatcher } from '../../../src/delivery/dispatch/dispatcher.js'
import { type DeliveryLog, openLog } from '../../../src/delivery/log/log.js'
import type { Delivery, DeliveryOutcome, Target } from '../../../src/delivery/types.js'
import { arrival } from '../log/arrivals.js'

let folder: string
let log: DeliveryLog
let running: Dispatcher[]
let told: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dispatch-'))
  log = await openLog(folder)
  running = []
  told = []
})

afterEach(async () => {
  await Promise.all(running.map((dispatcher) => dispatcher.stop(0)))
  await log.close()
  rmSync(folder, { recursive: true, force: true })
})

type Answer = DeliveryOutcome | Promise<DeliveryOutcome>

/** A target that answers as it is told, and knows what it got. */
function target(
  name: string,
  answer: (delivery: Delivery, call: number, signal: AbortSignal) => Answer,
): Target & { got: string[] } {
  const got: string[] = []
  return {
    name,
    got,
    async deliver(delivery, signal) {
      got.push(delivery.eventId)
      return answer(delivery, got.length, signal)
    },
    async close() {},
  }
}

const delivered: DeliveryOutcome = { status: 'delivered', durationMs: 1 }

function dispatch(targets: Target[], owner = 'a', ownLog = log): Dispatcher {
  const dispatcher = createDispatcher({
    log: ownLog,
    targets,
    owner: { id: owner, pid: process.pid },
    now: () => new Date(),
    random: () => 0.5,
    events: {
      onOutcome: ({ eventId }, { name }, { status }, state) =>
        void told.push(`${name} ${eventId} ${status} ${state}`),
      onDown: ({ name }, reason, waiting) => void told.push(`${name} down ${reason} ${waiting}`),
      onBack: ({ name }, waiting) => void told.push(`${name} back ${waiting}`),
      onTaken: ({ name }) => void told.push(`${name} taken`),
      onLogBroken: (error) => void told.push(`broken ${String(error)}`),
    },
  })
  running.push(dispatcher)
  dispatcher.start()
  return dispatcher
}

async function receive(targets: string[], ...ids: string[]): Promise<void> {
  for (const eventId of ids) await log.append(arrival({ eventId }), targets)
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const nothingWaits = () => log.waiting().length === 0

describe('a target', () => {
  test('gets what waits in the order of arrival, one at a time', async () => {
    await receive(['t'], '1', '2', '3')
    let open = 0
    let most = 0
    const t = target('t', async () => {
      open += 1
      most = Math.max(most, open)
      await new Promise((resolve) => setTimeout(resolve, 5))
      open -= 1
      return delivered
    })
    const dispatcher = dispatch([t])
    await receive(['t'], '4')
    dispatcher.wake()
    await until(nothingWaits)
    expect(t.got).toEqual(['1', '2', '3', '4'])
    expect(most).toBe(1)
  })

  test('does not wait for another one', async () => {
    await receive(['slow', 'quick'], '1', '2')
    let release = (_outcome: DeliveryOutcome): void => {}
    const hold = (resolve: typeof release): void => {
      release = resolve
    }
    const slow = target('slow', () => new Promise(hold))
    const quick = target('quick', () => delivered)
    dispatch([slow, quick])
    await until(() => quick.got.length === 2)
    expect(slow.got).toEqual(['1'])
    release(delivered)
    await until(() => slow.got.length === 2)
    release(delivered)
  })

  test('that is down holds its queue; that is said once, and once when it is back', async () => {
    await receive(['t'], '1', '2')
    const t = target('t', (_delivery, call) =>
      call <= 3 ? { status: 'down', reason: 'gone', durationMs: 0 } : delivered,
    )
    dispatch([t])
    await until(nothingWaits)
    expect(t.got).toEqual(['1', '1', '1', '1', '2'])
    expect(told).toEqual([
      't down gone 2',
      't back 2',
      't 1 delivered delivered',
      't 2 delivered delivered',
    ])
  })

  test('that does not take one is asked again; that stays the first', async () => {
    await receive(['t'], '1', '2')
    const t = target('t', (_delivery, call) =>
      call === 1 ? { status: 'retry', reason: '503', durationMs: 0 } : delivered,
    )
    dispatch([t])
    await until(nothingWaits)
    expect(t.got).toEqual(['1', '1', '2'])
    expect(told[0]).toBe('t 1 retry waiting')
    const [first] = [...log.list()].reverse()
    const statuses = log.attempts(first?.seq ?? 0).map(({ outcome }) => outcome.status)
    expect(statuses).toEqual(['retry', 'delivered'])
  })

  test('that refuses one for good is asked no more, and gets the next', async () => {
    await receive(['t'], '1', '2')
    const t = target('t', (_delivery, call) =>
      call === 1 ? { status: 'failed', reason: '404', durationMs: 0 } : delivered,
    )
    dispatch([t])
    await until(nothingWaits)
    expect(t.got).toEqual(['1', '2'])
    expect([...log.list({ failed: true })].map(({ eventId }) => eventId)).toEqual(['1'])
  })

  test('gets nothing while paused', async () => {
    const t = target('t', () => delivered)
    const dispatcher = dispatch([t])
    dispatcher.pause()
    await receive(['t'], '1')
    dispatcher.wake()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(t.got).toEqual([])
    dispatcher.resume()
    await until(nothingWaits)
  })
})

describe('stopping', () => {
  test('lets what is under way end', async () => {
    await receive(['t'], '1', '2')
    const t = target('t', () => new Promise((resolve) => setTimeout(resolve, 30, delivered)))
    const dispatcher = dispatch([t])
    await until(() => t.got.length === 1)
    await dispatcher.stop(5000)
    expect(t.got).toEqual(['1'])
    await log.append(arrival(), [])
    expect(log.waiting()).toEqual([{ target: 't', count: 1 }])
  })

  test('cuts it off after the grace, and leaves it waiting', async () => {
    await receive(['t'], '1')
    const t = target(
      't',
      (_delivery, _call, signal) =>
        new Promise((resolve) => {
          const outcome = { status: 'retry', reason: 'interrupted', durationMs: 0 } as const
          signal.addEventListener('abort', () => resolve(outcome))
        }),
    )
    const dispatcher = dispatch([t])
    await until(() => t.got.length === 1)
    await dispatcher.stop(10)
    expect(log.waiting()).toEqual([{ target: 't', count: 1 }])
    expect(told).toEqual([])
  })
})

describe('two processes with one log', () => {
  test('never deliver to one target both; the second takes over when the first ends', async () => {
    const other = await openLog(folder)
    const mine = target('t', () => delivered)
    const theirs = target('t', () => delivered)
    const first = dispatch([mine], 'a')
    await until(() => !log.claim('t', { id: 'x', pid: process.pid }, new Date()))
    const second = dispatch([theirs], 'b', other)
    await receive(['t'], '1', '2')
    first.wake()
    second.wake()
    await until(nothingWaits)
    expect(mine.got).toEqual(['1', '2'])
    expect(told).toContain('t taken')
    await first.stop(1000)
    running.splice(0, 1)
    await receive(['t'], '3')
    await until(() => theirs.got.length > 0)
    expect(theirs.got).toEqual(['3'])
    await second.stop(1000)
    running.length = 0
    await other.close()
  })
})
