const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * How long Wix waits after each failed delivery before the next one, in ms. After the last one no
 * further delivery is documented.
 *
 * @see https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy
 */
export const resendGapsMs: readonly number[] = [
  ...[minuteMs, 10 * minuteMs, hourMs],
  ...[2 * hourMs, 2 * hourMs, 2 * hourMs],
  ...[4 * hourMs, 4 * hourMs, 4 * hourMs],
  ...[8 * hourMs, 8 * hourMs],
  12 * hourMs,
]

/** The first delivery, and one after each gap. */
export const maxDeliveries = resendGapsMs.length + 1

/** From the first delivery to the last one, in ms: 47 h 11 min. An older page of Wix says 48 h. */
export const ladderMs = resendGapsMs.reduce((sum, gap) => sum + gap, 0)
