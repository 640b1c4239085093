import type { EventObject } from './types.js'

export interface FreshOptions {
  now: Date
  /** The new event id. */
  id: string
  /** Nanoseconds within the millisecond, 0 to 999999. */
  nanos?: number
}

/**
 * The same change as a new event: a new id and the present time, so that code which remembers ids
 * does not take it for a duplicate. The time gets as many digits as it had, nine on badge events.
 *
 * The entity stays as it is. A second event of Wix would have its own `_updatedDate`, but a fixture
 * is there to give the same payload on each run, and a test may well compare that date.
 */
export function freshen(event: EventObject, options: FreshOptions): EventObject {
  const eventTime = timeLike(event.metadata.eventTime, options.now, options.nanos)
  return { ...event, metadata: { ...event.metadata, id: options.id, eventTime } }
}

/** A time with as many digits as another has. */
export function timeLike(eventTime: unknown, now: Date, nanos = 0): string {
  return timeText(now, nanos, digitsOf(eventTime))
}

function timeText(now: Date, nanos: number, digits: number): string {
  const iso = now.toISOString()
  const fraction = `${iso.slice(20, 23)}${String(Math.trunc(nanos)).padStart(6, '0')}`
  return `${iso.slice(0, 19)}.${fraction.slice(0, digits)}Z`
}

/** The platform prints 3, 6 or 9 digits. */
function digitsOf(eventTime: unknown): number {
  const fraction = typeof eventTime === 'string' ? /\.(\d+)/.exec(eventTime)?.[1] : undefined
  if (fraction === undefined || fraction.length > 6) return 9
  return fraction.length > 3 ? 6 : 3
}
