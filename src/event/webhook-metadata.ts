import type { WebhookDefinition } from './guess-definition.js'
import type { EventMetadata, EventObject } from './types.js'

/** What a local delivery says where the event does not: an app instance that exists nowhere. */
export const localInstanceId = '86393ec5-4f81-4017-ac47-00841035d6f7'

/**
 * Which identity Wix names is not documented for each event. A Wix user is one of the two that may
 * change badges; another one can be set in the metadata of a fixture.
 */
export const localIdentity: Readonly<Record<string, unknown>> = {
  identityType: 'WIX_USER',
  wixUserId: 'c0435c4c-5976-4f02-97c4-9656dfd03850',
}

export type WebhookMetadata = EventMetadata &
  Required<Pick<EventMetadata, 'instanceId' | 'identity' | 'entityFqdn' | 'slug'>>

/** The metadata of an event with the keys filled in that a webhook always carries. */
export function webhookMetadata(
  event: EventObject,
  definition: Pick<WebhookDefinition, 'entityFqdn' | 'slug'>,
): WebhookMetadata {
  const { entityFqdn, slug } = definition
  return {
    instanceId: localInstanceId,
    identity: { ...localIdentity },
    entityFqdn,
    slug,
    ...event.metadata,
  }
}
