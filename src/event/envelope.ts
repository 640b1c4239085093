import { BadgeEventsError } from '../errors.js'
import { fromDomain, toDomain } from './domain.js'
import type { WebhookDefinition } from './guess-definition.js'
import { parseJson } from './json.js'
import { isRecord } from './record.js'
import type { EventObject } from './types.js'
import { webhookMetadata } from './webhook-metadata.js'

/** The middle layer of a webhook: JSON within JSON, as Wix sends it. */
export interface MessageEnvelope {
  instanceId: string
  eventType: string
  /** JSON text. */
  identity: string
  /** JSON text of the domain event. */
  data: string
  /** Account-level webhooks only. */
  accountInfo?: Record<string, unknown>
}

/**
 * The webhook envelope of an event object. An app instance and an identity are filled in where the
 * event names none.
 *
 * @see https://dev.wix.com/docs/rest
 */
export function toEnvelope(event: EventObject, definition: WebhookDefinition): MessageEnvelope {
  const { instanceId, identity, entityFqdn, slug, accountInfo } = webhookMetadata(event, definition)
  return {
    instanceId,
    eventType: `${entityFqdn}_${slug}`,
    identity: JSON.stringify(identity),
    data: JSON.stringify(toDomain(event, definition)),
    ...(accountInfo === undefined ? {} : { accountInfo }),
  }
}

/**
 * The event object of a webhook envelope. `data` and `identity` may already be parsed.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID`
 */
export function fromEnvelope(envelope: unknown, name = 'The webhook envelope'): EventObject {
  const { instanceId, identity, data, accountInfo } = isRecord(envelope) ? envelope : {}
  const domain = parseLayer(data, `data of ${name}`)
  if (!isRecord(domain)) {
    throw new BadgeEventsError('FIXTURE_INVALID', `${name} has no domain event in its data`, {
      hint: 'data is the JSON text of an object with id, entityFqdn, slug and entityId.',
    })
  }
  const event = fromDomain(domain, name)
  const parsedIdentity = parseLayer(identity, `identity of ${name}`)
  return {
    ...event,
    metadata: {
      ...event.metadata,
      ...(typeof instanceId === 'string' ? { instanceId } : {}),
      ...(isRecord(parsedIdentity) ? { identity: parsedIdentity } : {}),
      ...(isRecord(accountInfo) ? { accountInfo } : {}),
    },
  }
}

function parseLayer(layer: unknown, name: string): unknown {
  return typeof layer === 'string' && layer !== '' ? parseJson(layer, name) : layer
}
