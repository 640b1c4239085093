import type { EventDefinition } from '../catalog/types.js'
import type { WebhookDefinition } from './guess-definition.js'
import { fromImageText, toImageText } from './image.js'
import { parseJson } from './json.js'
import { reshape } from './member-shape.js'
import { toRestNames, toVeloNames } from './names.js'
import { parseEventObject } from './parse.js'
import { isRecord } from './record.js'
import type { EventObject } from './types.js'
import { webhookMetadata } from './webhook-metadata.js'

type Payload = Record<string, unknown>

/** What Wix calls a domain event: the innermost layer of a webhook, with REST names. */
export interface DomainEvent {
  id: string
  entityFqdn: string
  slug: string
  entityId: string
  eventTime: string
  triggeredByAnonymizeRequest: boolean
  originatedFrom?: string
  entityEventSequence?: string
  createdEvent?: { entity: Payload }
  updatedEvent?: { currentEntity: Payload; modifiedFields?: Payload }
  deletedEvent?: { deletedEntity?: Payload }
  actionEvent?: { body: Payload }
}

/**
 * The domain event of an event object. Missing names of the event come from its definition.
 *
 * @see https://dev.wix.com/docs/rest/crm/members-contacts/members/badges/badge-assigned
 */
export function toDomain(event: EventObject, definition: WebhookDefinition): DomainEvent {
  const metadata = webhookMetadata(event, definition)
  const { originatedFrom, entityEventSequence } = metadata
  return {
    id: metadata.id,
    entityFqdn: metadata.entityFqdn,
    slug: metadata.slug,
    entityId: metadata.entityId,
    ...toBranch(event, definition.kind, metadata.entityFqdn),
    eventTime: metadata.eventTime,
    triggeredByAnonymizeRequest: metadata.triggeredByAnonymizeRequest,
    ...(originatedFrom === undefined ? {} : { originatedFrom }),
    ...(entityEventSequence === undefined ? {} : { entityEventSequence }),
  }
}

/**
 * The event object of a domain event. Also reads the `…AsJson` variants, where a payload is a text.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID` when a payload is no object
 */
export function fromDomain(domain: unknown, name = 'The domain event'): EventObject {
  const { createdEvent, updatedEvent, deletedEvent, actionEvent, ...metadata } = isRecord(domain)
    ? domain
    : {}
  const branch = { createdEvent, updatedEvent, deletedEvent, actionEvent }
  return parseEventObject({ ...fromBranch(branch, metadata.entityFqdn), metadata }, name)
}

/** The payload of the one branch that is there, as an event object has it. */
function fromBranch(branch: Record<string, unknown>, entityFqdn: unknown): Payload {
  const { createdEvent, updatedEvent, deletedEvent, actionEvent } = branch
  if (isRecord(actionEvent)) return { data: toVeloNames(payload(actionEvent, 'body') ?? {}) }
  if (isRecord(updatedEvent)) {
    const { modifiedFields } = updatedEvent
    return {
      entity: toEventEntity(payload(updatedEvent, 'currentEntity') ?? {}, entityFqdn),
      ...(isRecord(modifiedFields) ? { modifiedFields: toVeloNames(modifiedFields) } : {}),
    }
  }
  if (isRecord(deletedEvent)) {
    const entity = payload(deletedEvent, 'deletedEntity') ?? payload(deletedEvent, 'entity')
    return entity === undefined ? {} : { entity: toEventEntity(entity, entityFqdn) }
  }
  if (!isRecord(createdEvent)) return {}
  return { entity: toEventEntity(payload(createdEvent, 'entity') ?? {}, entityFqdn) }
}

function payload(branch: Record<string, unknown>, key: string): unknown {
  const text = branch[`${key}AsJson`]
  if (branch[key] !== undefined && branch[key] !== null) return branch[key]
  return typeof text === 'string' ? parseJson(text, `${key}AsJson`) : undefined
}

function toEventEntity(entity: unknown, entityFqdn: unknown): unknown {
  if (!isRecord(entity)) return entity
  const shaped = entityFqdn === memberFqdn ? reshape(entity, 'sample') : entity
  return toVeloNames(mapIcon(shaped, entityFqdn, toImageText))
}

const memberFqdn = 'wix.members.v1.member'
const imageBadgeFqdn = 'wix.badges.v4.badge'

function toBranch(
  event: EventObject,
  kind: EventDefinition['kind'],
  entityFqdn: string,
): Partial<DomainEvent> {
  const { data = {}, entity, modifiedFields } = event
  if (kind === 'action') return { actionEvent: { body: toRestNames(data) } }
  const restEntity = entity === undefined ? undefined : toRestEntity(entity, entityFqdn)
  if (kind === 'created') return { createdEvent: { entity: restEntity ?? {} } }
  if (kind === 'deleted') {
    return { deletedEvent: restEntity === undefined ? {} : { deletedEntity: restEntity } }
  }
  return {
    updatedEvent: {
      currentEntity: restEntity ?? {},
      ...(modifiedFields === undefined ? {} : { modifiedFields: toRestNames(modifiedFields) }),
    },
  }
}

function toRestEntity(entity: Payload, entityFqdn: string): Payload {
  const shaped = entityFqdn === memberFqdn ? reshape(entity, 'v2') : entity
  return mapIcon(toRestNames(shaped), entityFqdn, fromImageText)
}

/** Only the icon of a v4 badge is an image; that of a v3 badge is an address. */
function mapIcon(
  entity: Payload,
  entityFqdn: unknown,
  convert: (icon: unknown) => unknown,
): Payload {
  const hasImage = entityFqdn === imageBadgeFqdn && Object.hasOwn(entity, 'icon')
  return hasImage ? { ...entity, icon: convert(entity.icon) } : entity
}
