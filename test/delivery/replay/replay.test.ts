import { expect, test } from 'vitest'
import { type ReplayStep, replay } from '../../../src/delivery/replay/replay.js'
import type {
  Attempt,
  Delivery,
  DeliveryOutcome,
  DispatchState,
  Target,
} from '../../../src/delivery/types.js'
import { arrival } from '../log/arrivals.js'

const delivery = (seq: number): Delivery => ({
  ...arrival(),
  ...{ seq, id: `id-${seq}`, resends: 0, lastReceivedAt: new Date(0), isLate: false },
})

function targetOf(...outcomes: DeliveryOutcome[]): Target & { got: number[] } {
  const got: number[] = []
  return {
    name: 'target',
    got,
    async deliver({ seq }) {
      got.push(seq)
      return outcomes[got.length - 1] ?? { status: 'delivered', durationMs: 1 }
    },
    close: async () => {},
  }
}

async function* toSteps(target: Target, count: number): AsyncGenerator<ReplayStep> {
  for (let seq = 1; seq <= count; seq += 1)
    yield { target, delivery: delivery(seq), isRecorded: true }
}

async function run(target: Target, count: number, before: DispatchState = 'failed') {
  const records: [number, DispatchState][] = []
  const controller = new AbortController()
  const replayed = await replay(toSteps(target, count), {
    log: {
      dispatches: () => [{ target: 'target', state: before }],
      async record(seq: number, _attempt: Attempt, state: DispatchState) {
        records.push([seq, state])
      },
    },
    now: () => new Date(0),
    signal: controller.signal,
    onOutcome: async () => {},
  })
  return { replayed, records }
}

test('every outcome is recorded, in order', async () => {
  const target = targetOf(
    { status: 'delivered', durationMs: 1 },
    { status: 'skipped', durationMs: 1, reason: 'no handler' },
    { status: 'failed', durationMs: 1, reason: '404' },
    { status: 'retry', durationMs: 1, reason: '503' },
  )
  const { replayed, records } = await run(target, 5)
  expect(target.got).toEqual([1, 2, 3, 4, 5])
  expect(records).toEqual([
    [1, 'delivered'],
    [2, 'skipped'],
    [3, 'failed'],
    [4, 'failed'],
    [5, 'delivered'],
  ])
  expect(replayed).toMatchObject({ delivered: 2, skipped: 1, failed: 2, unsent: 0 })
})

test('what waits for tail goes on waiting when a replay fails', async () => {
  const { records } = await run(
    targetOf({ status: 'retry', durationMs: 1, reason: '503' }),
    1,
    'waiting',
  )
  expect(records).toEqual([[1, 'waiting']])
})

test('a target at which nobody answers gets none out of order', async () => {
  const target = targetOf(
    { status: 'delivered', durationMs: 1 },
    { status: 'down', durationMs: 1, reason: 'refused' },
  )
  const { replayed } = await run(target, 4)
  expect(target.got).toEqual([1, 2])
  expect(replayed).toMatchObject({ delivered: 1, failed: 1, unsent: 2 })
})
