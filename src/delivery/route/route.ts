import { findEvent } from '../../catalog/index.js'
import { BadgeEventsError } from '../../errors.js'
import { displayUrl } from '../send/display-url.js'
import { parseAddress } from './address.js'
import { parseEventList } from './event-list.js'

/** Where deliveries are forwarded to, and which of them. */
export interface Route {
  /** Webhook types; null for all of them. */
  events: ReadonlySet<string> | null
  /** An `http:` or `https:` address. */
  url: string
  /** The address as it may be shown: its password masked. */
  display: string
}

/**
 * Reads a `--forward-to`: an address as {@link parseAddress} takes it, or events and an address,
 * `assigned,created-v4=:3000/hook`.
 *
 * @throws BadgeEventsError `TARGET_INVALID`, `EVENT_UNKNOWN`
 */
export function parseRoute(text: string): Route {
  // An = that belongs to an address comes after one of these.
  const [, names, rest] = /^([^=/?#:@]*)=(.*)$/s.exec(text) ?? []
  if (names === undefined && findEvent(text.trim()) !== undefined) throw noAddress(text)
  const url = parseAddress(rest ?? text)
  const events = names === undefined ? null : parseEventList(names)
  return { events, url, display: displayUrl(url) }
}

/** Whether deliveries of a webhook type go this way. */
export function matches({ events }: Route, eventType: string): boolean {
  return events === null || events.has(eventType)
}

function noAddress(text: string): BadgeEventsError {
  return new BadgeEventsError('TARGET_INVALID', `"${text}" is an event without an address`, {
    hint: `To forward it: ${text.trim()}=http://localhost:3000/`,
  })
}
