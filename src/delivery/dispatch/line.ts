import { nextTry } from '../retry/next-try.js'
import type { Delivery, DeliveryOutcome, DispatchState, Target } from '../types.js'
import type { DispatcherOptions } from './dispatcher.js'

/** The deliveries that wait for one target. */
export interface Line {
  start(): void
  wake(): void
  pause(): void
  resume(): void
  stop(graceMs: number): Promise<void>
}

/** How often a process says in the log that a target is still its own, in ms. */
const claimMs = 2000

/** Brings the deliveries of one target there, in the order of arrival and one at a time. */
export function createLine(
  target: Target,
  { log, owner, now, random, events }: Omit<DispatcherOptions, 'targets'>,
): Line {
  const stopping = new AbortController()
  const aborting = new AbortController()
  let isPaused = false
  let wakeUp = () => {}
  let wasWoken = false
  /** Everything up to here is dealt with. */
  let cursor = 0
  let isDown = false
  let isTaken = false
  let claimedAt = Number.NEGATIVE_INFINITY
  let ended: Promise<void> = Promise.resolve()

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const delivery = findNext()
      if (delivery) {
        await bring(delivery)
      } else {
        await untilWoken()
      }
    }
  }

  const findNext = (): Delivery | undefined => {
    try {
      return isPaused || !isMine() ? undefined : log.nextWaiting(target.name, cursor)
    } catch (error) {
      // A disk that is full now may have space at the next look.
      events.onLogBroken(error)
      return undefined
    }
  }

  const isMine = (): boolean => {
    const time = now()
    if (time.getTime() - claimedAt < claimMs) return true
    const mine = log.claim(target.name, owner, time)
    if (!mine && !isTaken) events.onTaken(target)
    isTaken = !mine
    claimedAt = mine ? time.getTime() : Number.NEGATIVE_INFINITY
    return mine
  }

  /** Tries until something final comes of it. */
  const bring = async (delivery: Delivery): Promise<void> => {
    let tries = 0
    let lastStatus = ''
    while (!stopping.signal.aborted) {
      const at = now()
      const outcome = await target.deliver(delivery, aborting.signal)
      if (aborting.signal.aborted && outcome.status === 'retry') return
      tries = outcome.status === lastStatus ? tries + 1 : 1
      lastStatus = outcome.status
      const next = toNext(outcome, tries, random)
      await tell(delivery, at, outcome, next)
      if (next.state !== 'waiting') {
        cursor = delivery.seq
        return
      }
      await pauseFor(next.ms)
    }
  }

  const tell = async (
    delivery: Delivery,
    at: Date,
    outcome: DeliveryOutcome,
    { state, ms }: Next,
  ): Promise<void> => {
    if (outcome.status === 'down') {
      if (!isDown) events.onDown(target, outcome.reason, countWaiting())
      isDown = true
      return
    }
    if (isDown) events.onBack(target, countWaiting())
    isDown = false
    events.onOutcome(delivery, target, outcome, state, state === 'waiting' ? ms : null)
    // Not waited for: a crash before it is on disk means once more, never once less.
    log.record(delivery.seq, { target: target.name, at, outcome }, state).catch(events.onLogBroken)
  }

  const countWaiting = (): number =>
    log.waiting().find((waiting) => waiting.target === target.name)?.count ?? 0

  const untilWoken = async (): Promise<void> => {
    if (!wasWoken && !stopping.signal.aborted) {
      await new Promise<void>((resolve) => {
        wakeUp = resolve
      })
    }
    wasWoken = false
  }

  const pauseFor = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        stopping.signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      stopping.signal.addEventListener('abort', end)
    })

  const wake = (): void => {
    wasWoken = true
    wakeUp()
  }

  return {
    start() {
      ended = run()
    },
    wake,
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
      wake()
    },
    async stop(graceMs) {
      stopping.abort()
      wake()
      const timer = setTimeout(() => aborting.abort(), graceMs)
      await ended
      clearTimeout(timer)
      await target.close()
    },
  }
}

interface Next {
  state: DispatchState
  /** Until the next try, for what still waits. */
  ms: number
}

function toNext(outcome: DeliveryOutcome, tries: number, random: () => number): Next {
  if (outcome.status !== 'down' && outcome.status !== 'retry')
    return { state: outcome.status, ms: 0 }
  const next = nextTry({ tries, outcome, random })
  return next.status === 'wait' ? { state: 'waiting', ms: next.ms } : { state: 'failed', ms: 0 }
}
