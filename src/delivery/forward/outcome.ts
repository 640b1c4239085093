import type { PostResult } from '../send/connection.js'
import { wixDeadlineMs } from '../send/send.js'
import type { DeliveryOutcome } from '../types.js'
import { parseRetryAfter } from './retry-after.js'

/** Those that say: not now. */
const passing: ReadonlySet<number> = new Set([408, 425, 429])
/** Characters of an answer that are shown with a failure. */
const maxShown = 200

export interface OutcomeOptions {
  timeoutMs: number
  now: () => Date
}

/** What a POST means for a delivery: done, failed for good, worth another try, or nobody there. */
export function toOutcome(posted: PostResult, { timeoutMs, now }: OutcomeOptions): DeliveryOutcome {
  const { durationMs } = posted
  switch (posted.status) {
    case 'unreachable':
      return { status: 'down', durationMs, reason: posted.reason }
    case 'cut':
      // It may have been processed, but not that anybody knows.
      return { status: 'retry', durationMs, reason: posted.reason }
    case 'timed-out':
      return { status: 'retry', durationMs, reason: `no answer in ${seconds(timeoutMs)}` }
    case 'interrupted':
      return { status: 'retry', durationMs, reason: 'interrupted' }
    case 'answered':
      return answered(posted, now)
  }
}

function answered(
  { httpStatus, headers, text, durationMs }: Extract<PostResult, { status: 'answered' }>,
  now: () => Date,
): DeliveryOutcome {
  const common = { durationMs, httpStatus }
  if (httpStatus >= 200 && httpStatus < 300) {
    const note = noteOn(httpStatus, durationMs)
    return { status: 'delivered', ...common, ...(note === undefined ? {} : { note }) }
  }
  if (httpStatus >= 300 && httpStatus < 400) {
    const to = headers.location === undefined ? '' : ` to ${excerpt(String(headers.location))}`
    const reason = `answered ${httpStatus}${to}; that Wix follows redirects is not documented`
    return { status: 'failed', ...common, reason }
  }
  const shown = excerpt(text)
  const reason = `answered ${httpStatus}${shown === '' ? '' : `: ${shown}`}`
  if (httpStatus < 500 && !passing.has(httpStatus)) return { status: 'failed', ...common, reason }
  const retryAfterMs = parseRetryAfter(headers['retry-after'], now())
  return { status: 'retry', ...common, reason, ...(retryAfterMs === null ? {} : { retryAfterMs }) }
}

function noteOn(httpStatus: number, durationMs: number): string | undefined {
  if (httpStatus !== 200) {
    return `answered ${httpStatus}; Wix counts only 200 and would have sent it again`
  }
  if (durationMs <= wixDeadlineMs) return undefined
  return `took ${seconds(durationMs)}; Wix waits 1,250 ms and would have sent it again`
}

function excerpt(text: string): string {
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, maxShown).join('')
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(2))} s`
}
