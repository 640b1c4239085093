import type { EventKey } from './keys.js'

/** One event that Wix can send, and everything that is known about it. Pure data. */
export interface EventDefinition {
  key: EventKey
  /** Other names people type for it. */
  aliases: readonly string[]
  title: string
  /** As its documentation page or type declarations mark it. */
  status: 'current' | 'preview' | 'deprecated'
  api: 'v1' | 'v3' | 'v4'
  kind: 'action' | 'created' | 'updated' | 'deleted'
  /** The export that Wix calls in a site's `events.js`; null when Velo has none. */
  veloHandler: string | null
  /** `eventType` of the webhook envelope. */
  webhookType: string
  entityFqdn: string
  slug: string
  /** Where a handler is registered with the JavaScript SDK (`@wix/members`); null when the SDK has none. */
  sdk: { module: string; name: string } | null
  /** Permission id that an app needs to receive it. */
  permission: string
  /** The documentation page the facts come from. */
  docs: string
  /** What is inferred or not documented about this event, in one sentence each. */
  notes: readonly string[]
}
