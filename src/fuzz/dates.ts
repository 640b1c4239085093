import { type Candidate, cost } from './candidate.js'

/** Where calendars and counters turn over, and what looks like no date at all. */
const boundaries = [
  ...['1970-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '0001-01-01T00:00:00.000Z'],
  ...['1900-01-01T00:00:00.000Z', '2000-02-29T12:00:00.000Z', '2024-02-29T23:59:59.999Z'],
  ...['2025-12-31T23:59:59.999Z', '2026-03-29T01:30:00.000Z', '2038-01-19T03:14:08.000Z'],
  ...['9999-12-31T23:59:59.999Z'],
]

/**
 * Dates and times: those of the same event and their neighbours, boundaries, other notations of the
 * present one.
 *
 * @param elsewhere - the other dates of the event
 */
export function dateCandidates(current: unknown, elsewhere: readonly string[]): Candidate[] {
  const others = elsewhere.filter((date) => date !== current)
  return [
    ...others.map((value) => ({ value, cost: cost.elsewhere })),
    ...others.flatMap(neighbours).map((value) => ({ value, cost: cost.boundary })),
    ...boundaries.map((value) => ({ value, cost: cost.boundary })),
    ...(typeof current === 'string' ? notations(current) : []).map((value) => ({
      value,
      cost: cost.odd,
    })),
  ]
}

function neighbours(date: string): string[] {
  const time = Date.parse(date)
  return [-1, 1].map((ms) => new Date(time + ms).toISOString())
}

/** Platforms print a fraction of 0, 3, 6 or 9 digits; the schema also takes an offset. */
function notations(date: string): string[] {
  const seconds = date.slice(0, 19)
  return [
    `${seconds}Z`,
    ...['123', '123456', '123456789', '000', '1'].map((fraction) => `${seconds}.${fraction}Z`),
    ...['+00:00', '+05:30', '-08:00'].map((offset) => `${seconds}.123${offset}`),
  ]
}
