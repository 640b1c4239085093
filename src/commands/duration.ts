import { BadgeEventsError } from '../errors.js'

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** `2026-11-24`, with a time and a zone after it or without. */
const isoDate =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * The moment that a person means: `45s`, `30m`, `2h`, `7d` or `2w` ago, or an ISO date. A time
 * without a zone, and a date without a time, are the developer's own.
 *
 * @param option - the flag it was given for, for the message
 * @throws BadgeEventsError `USAGE_INVALID`
 */
export function parsePast(text: string, option: string, now: Date): Date {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text.trim()) ?? []
  if (amount !== undefined) {
    const moment = new Date(now.getTime() - Number(amount) * (unitMs[unit] ?? 0))
    if (!Number.isNaN(moment.getTime())) return moment
  } else if (isoDate.test(text.trim())) {
    const iso = text.trim().replace(' ', 'T')
    const moment = new Date(iso.includes('T') ? iso : `${iso}T00:00:00`)
    if (!Number.isNaN(moment.getTime()) && isDay(iso.slice(0, 10))) return moment
  }
  throw new BadgeEventsError(
    'USAGE_INVALID',
    `${option} ${text} is neither a time span nor a date`,
    {
      hint: 'For example 30m, 2h, 7d, 2026-11-24 or 2026-11-24T09:00Z.',
    },
  )
}

/** 2026-02-30 would become the second of March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true
}
