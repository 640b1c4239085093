import { wixDeadlineMs } from '../../../delivery/send/send.js'
import { createFinding } from '../../finding.js'
import { isAccepted } from '../answers.js'
import type { ServerRule } from './rule.js'

/** Accepted, but after Wix has stopped waiting: always, or now and then. */
export const late: ServerRule = ({ tried }) => {
  const times = tried
    .filter((one) => one.probe.expected === 'accept' && isAccepted(one))
    .map(({ answer }) => Math.round(answer.durationMs))
    .toSorted((a, b) => a - b)
  const lates = times.filter((ms) => ms > wixDeadlineMs)
  const slowest = lates.at(-1)
  if (slowest === undefined) return []
  if (lates.length === times.length) {
    const [quickest = slowest] = times
    return [createFinding('webhook-late', { ms: quickest, waitedMs: wixDeadlineMs })]
  }
  const usualMs = times[Math.trunc((times.length - lates.length) / 2)] ?? slowest
  const counts = { late: lates.length, of: times.length }
  return [createFinding('webhook-late-sometimes', { ms: slowest, usualMs, ...counts })]
}
