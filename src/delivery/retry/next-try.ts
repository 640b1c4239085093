/** A target that is down is asked again after these, in ms, and from then on after the last one:
 * when a developer restarts a server, deliveries should go on at once. */
export const downWaitsMs = [250, 500, 1000, 2000] as const
/** First wait after a failure that may pass, in ms; it doubles with each further one. */
export const firstWaitMs = 500
export const longestWaitMs = 30_000
/** Waits differ by up to this part to either side, so that many deliveries do not come at once. */
export const jitter = 0.2
/** After so many tries a delivery has failed. */
export const maxTries = 8
/** No `Retry-After` is waited for longer, in ms. */
export const longestRetryAfterMs = 3_600_000

export interface FailedTry {
  /** How many tries in a row ended with this status, this one included: from 1. */
  tries: number
  /** A `DeliveryOutcome` that asks for another try. */
  outcome: { status: 'down' } | { status: 'retry'; retryAfterMs?: number }
  /** Gives a number from 0 to below 1. */
  random: () => number
}

export type NextTry = { status: 'wait'; ms: number } | { status: 'give-up' }

/**
 * When to try a delivery again. A target that is down is never given up: nothing is wrong with the
 * delivery. One that was answered, or may have been processed, is tried eight times in all.
 */
export function nextTry({ tries, outcome, random }: FailedTry): NextTry {
  if (outcome.status === 'down') return { status: 'wait', ms: downWait(tries) }
  if (tries >= maxTries) return { status: 'give-up' }
  const planned = Math.min(firstWaitMs * 2 ** Math.max(0, tries - 1), longestWaitMs)
  const spread = Math.round(planned * (1 + jitter * (2 * random() - 1)))
  const asked = Math.min(outcome.retryAfterMs ?? 0, longestRetryAfterMs)
  return { status: 'wait', ms: Math.max(spread, asked) }
}

function downWait(tries: number): number {
  const [, , , longest] = downWaitsMs
  return downWaitsMs[Math.max(0, tries - 1)] ?? longest
}
