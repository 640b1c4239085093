import { toImageText } from './image.js'
import { parseEventObject } from './parse.js'
import { isRecord } from './record.js'
import type { EventObject } from './types.js'

/** The metadata of a Velo backend event (`BackendEventMetadata`): four keys, the time as text. */
export interface VeloMetadata {
  id: string
  entityId: string
  eventTime: string
  triggeredByAnonymizeRequest: boolean
}

/** What a handler in `events.js` is called with. */
export interface VeloEvent {
  data?: Record<string, unknown>
  entity?: Record<string, unknown>
  metadata: VeloMetadata
}

/**
 * The object that Wix calls a handler of `events.js` with. Dates of the payload are `Date` objects
 * although the documentation prints them as text, because its samples are the output of
 * `JSON.stringify`; `metadata.eventTime` is text in both. What only webhooks carry is left out.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-assigned
 */
export function toVelo(event: EventObject): VeloEvent {
  const { data, entity, metadata } = event
  return {
    ...(data === undefined ? {} : { data: reviveDates(data) }),
    ...(entity === undefined ? {} : { entity: reviveDates(withIconText(entity)) }),
    metadata: {
      id: metadata.id,
      entityId: metadata.entityId,
      eventTime: metadata.eventTime,
      triggeredByAnonymizeRequest: metadata.triggeredByAnonymizeRequest,
    },
  }
}

/**
 * The event object of what a Velo handler was called with: dates become text.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID` when it is no such object
 */
export function fromVelo(value: unknown): EventObject {
  return parseEventObject(datesToText(value))
}

/** A copy with each `Date` as ISO text. */
export function datesToText(value: unknown): unknown {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (Array.isArray(value)) return value.map(datesToText)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, datesToText(inner)]))
}

/** Also of another realm, which `instanceof` does not know. */
function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]'
}

const dateKeys: ReadonlySet<string> = new Set(['_createdDate', '_updatedDate', 'lastLoginDate'])

function reviveDates(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      dateKeys.has(key) ? toDate(value) : reviveInside(key, value),
    ]),
  )
}

function reviveInside(key: string, value: unknown): unknown {
  // What is in there was named by a site owner or an app; Wix knows no dates among them.
  if (key === 'customFields' || key === 'extendedFields') return structuredClone(value)
  if (Array.isArray(value)) return value.map((item) => reviveInside('', item))
  return isRecord(value) ? reviveDates(value) : value
}

function toDate(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? value : date
}

function withIconText(entity: Record<string, unknown>): Record<string, unknown> {
  return isRecord(entity.icon) ? { ...entity, icon: toImageText(entity.icon) } : entity
}
