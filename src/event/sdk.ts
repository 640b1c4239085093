import type { EventDefinition } from '../catalog/types.js'
import { type DomainEvent, toDomain } from './domain.js'
import { toImageText } from './image.js'
import { reshape } from './member-shape.js'
import { toSdkNames } from './names.js'
import { parseEventObject } from './parse.js'
import { isRecord } from './record.js'
import type { EventObject } from './types.js'
import { datesToText } from './velo.js'
import { webhookMetadata } from './webhook-metadata.js'

type Payload = Record<string, unknown>

/** The metadata that `@wix/sdk` hands to a handler. `eventType` is in its types, but never there. */
export interface SdkMetadata {
  _id: string
  instanceId: string
  identity: Record<string, unknown>
  /** There, but undefined, except with account-level webhooks. */
  accountInfo: Record<string, unknown> | undefined
  entityFqdn: string
  slug: string
  entityId: string
  /** Cut to milliseconds. */
  eventTime: Date | undefined
  triggeredByAnonymizeRequest: boolean
  originatedFrom?: string
  entityEventSequence?: string
}

/** What a handler such as `badges.onBadgeAssigned(handler)` is called with. */
export interface SdkEvent {
  data?: Payload
  entity?: Payload
  modifiedFields?: Payload
  metadata: SdkMetadata
}

/**
 * The envelope that a handler of the JavaScript SDK gets when the event arrives as a webhook.
 *
 * Reproduces two things that a user would stumble over: the entity of a deleted badge or member
 * keeps its dates as text and its icon as an object, because the conversion in `@wix/members` misses
 * it; and names are changed below custom and extended fields too.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/badges/on-badge-assigned
 */
export function toSdk(event: EventObject, definition: EventDefinition): SdkEvent {
  const { instanceId, identity, accountInfo } = webhookMetadata(event, definition)
  const domain = toDomain(event, definition)
  const { createdEvent, updatedEvent, deletedEvent, actionEvent, ...own } = domain
  const eventTime = toDate(own.eventTime)
  const envelope = {
    ...toPayload(domain, definition),
    metadata: { instanceId, identity, accountInfo, ...own, eventTime },
    ...(updatedEvent?.modifiedFields && { modifiedFields: updatedEvent.modifiedFields }),
  }
  // The renaming changes the declared keys, which the type of its result cannot follow.
  return toSdkNames(envelope) as unknown as SdkEvent
}

/**
 * The event object of an SDK envelope. What the SDK renamed below extended fields stays renamed,
 * since nobody can tell how it was called.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID`
 */
export function fromSdk(value: unknown, name = 'The SDK envelope'): EventObject {
  const plain = datesToText(value)
  if (!isRecord(plain) || !isRecord(plain.metadata)) return parseEventObject(plain, name)
  const { _id: id, eventType: _, ...metadata } = plain.metadata
  const isMember = metadata.entityFqdn === 'wix.members.v1.member'
  const entity = toEventEntity(plain.entity, isMember)
  return parseEventObject(
    {
      ...(plain.data === undefined ? {} : { data: plain.data }),
      ...(entity === undefined ? {} : { entity }),
      ...(plain.modifiedFields === undefined ? {} : { modifiedFields: plain.modifiedFields }),
      metadata: withoutUndefined({ id, ...metadata }),
    },
    name,
  )
}

function toPayload(domain: DomainEvent, definition: EventDefinition): Partial<SdkEvent> {
  const { createdEvent, updatedEvent, deletedEvent, actionEvent } = domain
  if (actionEvent !== undefined) return { data: actionEvent.body }
  if (deletedEvent !== undefined) {
    const { deletedEntity } = deletedEvent
    if (deletedEntity === undefined) return {}
    const isConverted = definition.key === 'assignment-deleted'
    return { entity: isConverted ? convert(deletedEntity, definition) : deletedEntity }
  }
  const entity = updatedEvent?.currentEntity ?? createdEvent?.entity ?? {}
  return { entity: convert(entity, definition) }
}

function convert(entity: Payload, { entityFqdn }: EventDefinition): Payload {
  const dates = ['createdDate', 'updatedDate']
  if (entityFqdn === 'wix.members.v1.member') dates.push('lastLoginDate')
  const converted = { ...entity }
  for (const key of dates) {
    if (Object.hasOwn(entity, key)) converted[key] = toDate(entity[key])
  }
  if (entityFqdn === 'wix.badges.v4.badge' && Object.hasOwn(entity, 'icon')) {
    converted.icon = toImageText(entity.icon) ?? undefined
  }
  return converted
}

function toDate(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return value ? new Date(value) : undefined
}

function toEventEntity(entity: unknown, isMember: boolean): unknown {
  if (!isRecord(entity)) return undefined
  const { icon } = entity
  const readable = isRecord(icon) ? { ...entity, icon: toImageText(icon) } : entity
  return withoutUndefined(isMember ? reshape(readable, 'sample') : readable)
}

function withoutUndefined(record: Payload): Payload {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
