import { BadgeEventsError } from '../../errors.js'
import { fromEnvelope } from '../../event/envelope.js'
import { isRecord } from '../../event/record.js'
import type { EventMetadata, EventObject } from '../../event/types.js'
import { isDeeperThan } from './json-layer.js'

interface Parts {
  instanceId: unknown
  identity: unknown
  accountInfo: unknown
  payload: Record<string, unknown>
}

/**
 * The event object of what a webhook carries. One that has not the structure of a domain event is
 * kept too: it may be somebody's event of tomorrow.
 */
export function toEvent({ payload, ...about }: Parts): EventObject {
  const metadata = aboutEvent(about)
  if (!isDomainEvent(payload)) return { data: payload, metadata: metadata as EventMetadata }
  if (hasDeepText(payload)) return keepAsIs(payload, metadata)
  try {
    return fromEnvelope({ ...metadata, data: payload })
  } catch (error) {
    if (error instanceof BadgeEventsError) return keepAsIs(payload, metadata)
    throw error
  }
}

function aboutEvent({ instanceId, identity, accountInfo }: Omit<Parts, 'payload'>) {
  return {
    ...(typeof instanceId === 'string' ? { instanceId } : {}),
    ...(isRecord(identity) ? { identity } : {}),
    ...(isRecord(accountInfo) ? { accountInfo } : {}),
  }
}

/** What was made before domain events, such as `AppInstalled`, has a payload and nothing around it. */
function isDomainEvent({ slug, entityFqdn }: Record<string, unknown>): boolean {
  return typeof slug === 'string' || typeof entityFqdn === 'string'
}

/** A payload that is no object stays where it was sent, beside the metadata. */
function keepAsIs(payload: Record<string, unknown>, metadata: object): EventObject {
  return { metadata: { ...payload, ...metadata } as unknown as EventMetadata }
}

const deepest = 200

/** In the `…AsJson` variants a payload is a text, which no layer has looked into. */
function hasDeepText(payload: Record<string, unknown>): boolean {
  return Object.values(payload)
    .filter(isRecord)
    .flatMap((branch) => Object.entries(branch))
    .some(([key, value]) => {
      return key.endsWith('AsJson') && typeof value === 'string' && isDeeperThan(value, deepest)
    })
}
