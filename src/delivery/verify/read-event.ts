import { createHash } from 'node:crypto'
import { definitions, type EventKey } from '../../catalog/index.js'
import { isRecord, kindInWords } from '../../event/record.js'
import type { EventObject } from '../../event/types.js'
import { parseLayer } from './json-layer.js'
import { Refusal } from './refusal.js'
import { toEvent } from './to-event.js'

/** What a webhook tells, out of its three layers. */
export interface WebhookEvent {
  event: EventObject
  /** Id of the event; for an event without one a hash, the same for each resend. */
  eventId: string
  eventType: string
  /** Null for an event outside the catalog. */
  key: EventKey | null
  instanceId: string | null
}

/** Reads the layers below the claims as the SDK does, and in its order. */
export function readEvent({ data }: Record<string, unknown>): WebhookEvent {
  if (typeof data !== 'string') throw new Refusal('data-not-a-string', kindInWords(data))
  const envelope = parseLayer(data, 'data', 'data-not-json')
  if (!isRecord(envelope)) throw new Refusal('envelope-not-object', kindInWords(envelope))
  const { eventType, instanceId, accountInfo } = envelope
  const identity = readIdentity(envelope)
  const payload = readPayload(envelope)
  if (typeof eventType !== 'string' || eventType === '') throw new Refusal('no-event-type')
  if (!isRecord(payload)) throw new Refusal('event-not-an-object', kindInWords(payload))
  return {
    event: toEvent({ instanceId, identity, accountInfo, payload }),
    eventId: isId(payload.id) ? payload.id : hashOf(data),
    eventType,
    key: keys.get(eventType) ?? null,
    instanceId: typeof instanceId === 'string' ? instanceId : null,
  }
}

const keys: ReadonlyMap<string, EventKey> = new Map(
  definitions.map(({ webhookType, key }) => [webhookType, key]),
)

/** Only an identity that is there is read: none, null and '' are the same. */
function readIdentity({ identity }: Record<string, unknown>): unknown {
  if (!identity) return undefined
  if (typeof identity === 'string') return parseLayer(identity, 'identity', 'identity-not-json')
  return parseLayer(toText(identity), 'identity', 'identity-not-a-string', kindInWords(identity))
}

function readPayload({ data }: Record<string, unknown>): unknown {
  if (data === undefined) throw new Refusal('inner-data-missing')
  return parseLayer(toText(data), 'the event', 'inner-data-not-json')
}

/** As `JSON.parse` sees a value that is no text. An object becomes something that is no JSON. */
function toText(value: unknown): string {
  try {
    return String(value)
  } catch {
    // An object whose toString is no function.
    return ''
  }
}

/** Longer than any id: it is kept in an index. */
const longestId = 200

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longestId
}

function hashOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
