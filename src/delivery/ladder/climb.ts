import type { LadderClock } from './clock.js'
import { resendGapsMs } from './schedule.js'

/** What became of one delivery; `result` is all that there is to know of it. */
export interface AttemptOutcome<T> {
  status: 'accepted' | 'failed'
  result: T
}

/** Which delivery it is. */
export interface AttemptPlace {
  /** From 1. */
  number: number
  /** Since the first delivery, by the documented gaps alone, in ms. */
  virtualMs: number
}

export interface Attempt<T> extends AttemptOutcome<T>, AttemptPlace {
  /** Until the next one, in ms of Wix's time; null when there is none. */
  nextMs: number | null
}

export interface ClimbOptions<T> {
  attempt(place: AttemptPlace): Promise<AttemptOutcome<T>>
  clock: LadderClock
  signal: AbortSignal
  /** Called with each delivery when its outcome is known. */
  onAttempt?(attempt: Attempt<T>): void
}

export interface Climb<T> {
  /** `interrupted`: the signal came before it was accepted or given up. */
  status: 'accepted' | 'given-up' | 'interrupted'
  /** In their order. */
  attempts: readonly Attempt<T>[]
}

/**
 * Delivers once, and after each failure again when Wix would, until a delivery is accepted or none is
 * left. How something is delivered, and where the time between two deliveries passes, is handed in.
 *
 * The time that a delivery itself takes is not counted: of Wix's it is 1,250 ms at the most, and on a
 * fast clock it would look like hours. So every time is one that follows from the documentation.
 *
 * @see https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy
 */
export async function climb<T>(options: ClimbOptions<T>): Promise<Climb<T>> {
  const { clock, signal, onAttempt } = options
  const attempts: Attempt<T>[] = []
  let virtualMs = 0
  for (const gapMs of [...resendGapsMs, null]) {
    if (signal.aborted) return { status: 'interrupted', attempts }
    const place = { number: attempts.length + 1, virtualMs }
    const outcome = await options.attempt(place)
    const isAccepted = outcome.status === 'accepted'
    // Such a failure may be of the interruption's own making.
    if (!isAccepted && signal.aborted) return { status: 'interrupted', attempts }
    const attempt = { ...outcome, ...place, nextMs: isAccepted ? null : gapMs }
    attempts.push(attempt)
    onAttempt?.(attempt)
    if (isAccepted) return { status: 'accepted', attempts }
    if (gapMs === null) break
    await clock.sleep(gapMs, signal)
    virtualMs += gapMs
  }
  return { status: 'given-up', attempts }
}
