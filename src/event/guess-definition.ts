import type { EventDefinition } from '../catalog/types.js'
import type { EventObject } from './types.js'

/** What has to be known of an event to build its webhook. */
export type WebhookDefinition = Pick<EventDefinition, 'entityFqdn' | 'slug' | 'kind'>

/**
 * What the type of a webhook outside the catalog says of its event: `wix.ecom.v1.order_created` is about
 * the entity `wix.ecom.v1.order`. The payload tells the branch it comes in, the last word of the type which
 * of the branches with an entity.
 */
export function guessDefinition(eventType: string, event: EventObject): WebhookDefinition {
  const [, name = eventType, slug = ''] =
    /^(.*?\.v\d+\.[a-z\d]+(?:_[a-z\d]+)*?)_(created|updated|deleted)$/.exec(eventType) ??
    /^(.*\.[^._]+)_(.+)$/.exec(eventType) ??
    []
  const { entityFqdn = name, slug: given = slug } = event.metadata
  return { entityFqdn, slug: given, kind: kindOf(given, event) }
}

function kindOf(slug: string, { data }: EventObject): EventDefinition['kind'] {
  if (data !== undefined) return 'action'
  return slug === 'created' || slug === 'updated' || slug === 'deleted' ? slug : 'action'
}
