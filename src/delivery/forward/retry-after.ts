/** No answer makes a delivery wait longer than this, in ms. */
const maxMs = 3_600_000

/**
 * How long a `Retry-After` asks to wait, in ms: it is a number of seconds or a date. Null when it is
 * not there or neither.
 */
export function parseRetryAfter(header: string | string[] | undefined, now: Date): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim()
  if (text === undefined || text === '') return null
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, maxMs)
  // A number with a sign or a fraction is no date, though Date.parse finds one in it.
  const at = /^[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now.getTime()), maxMs)
}
