import type { LogQuery } from '../delivery/log/log.js'
import { parsePast } from './duration.js'

/** The flags that say which deliveries are meant; `log`, `log export` and `replay` share them. */
export interface SelectOptions {
  /** `2h`, or an ISO date. */
  since?: string | undefined
  /** `assigned,created-v4`. */
  events?: string | undefined
  failed?: boolean | undefined
  /** Plain text, or `/regex/`. */
  grep?: string | undefined
  /** `data.memberId=…`; all of them have to hold. */
  filter: readonly string[]
}

/**
 * The query of what a person asked for. As much of it as can be is left to SQLite; the rest is a test
 * with the same meaning as in `tail`.
 *
 * @throws BadgeEventsError `USAGE_INVALID`, `EVENT_UNKNOWN`
 */
export async function toQuery(options: SelectOptions, now: Date): Promise<LogQuery> {
  const { since, events, failed, grep, filter } = options
  const text = grep !== undefined && isPlain(grep) ? grep : undefined
  const rest = text === undefined ? grep : undefined
  const query: LogQuery = {
    ...(since === undefined ? {} : { since: parsePast(since, '--since', now) }),
    ...(failed ? { failed } : {}),
    ...(text === undefined ? {} : { text }),
  }
  // Loaded for those who ask for them: a search should take no longer than it has to.
  if (events !== undefined) {
    const { parseEventList } = await import('../delivery/route/event-list.js')
    query.eventTypes = [...parseEventList(events)]
  }
  if (filter.length > 0 || rest !== undefined) {
    const { createDeliveryFilter } = await import('../delivery/route/filter.js')
    query.matches = createDeliveryFilter({ filter, grep: rest })
  }
  return query
}

/** A text that is the same in JSON, and whose letters SQLite knows in both cases. */
function isPlain(grep: string): boolean {
  return /^[\x20-\x7e]+$/.test(grep) && !/["\\]|^\/.+\/[a-z]*$/.test(grep)
}
