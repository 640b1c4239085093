import type { BundlePosition } from '../protocol.js'

/** The definition of an event in a package of Wix, or the function there that registers a handler: `badges.onBadgeAssigned`. */
export interface EventDefinition {
  __type: 'event-definition'
  /** The webhook's `eventType`. */
  type: string
}

export type EventHandler = (envelope: unknown) => unknown

/** What of the real client of `@wix/sdk` is used here. */
export interface WixClient {
  use(module: unknown): unknown
  enableContext(kind: 'global'): void
  webhooks: { process(jwt: string): Promise<unknown> }
}

export interface ClientConfig {
  modules?: unknown
  auth?: unknown
  [option: string]: unknown
}

export type CreateClient = (config: ClientConfig) => WixClient

/** A handler that the site's code registered while it was loaded. */
export interface RegisteredHandler {
  /** `eventType` of the webhook. */
  type: string
  /** Where the code registered it. */
  at: BundlePosition | null
  /** By an event extension, which runs on Wix; else with a client of the site's own, which runs on its own server. */
  isExtension: boolean
}

/** The webhook that a delivery consists of, before it is signed: https://dev.wix.com/docs/rest, "About webhooks". */
export interface DeliveredWebhook {
  eventType: string
}

/** What the script with the parts of the real SDK exports. */
export interface SdkScriptExports {
  /** Makes the client that event extensions register with. */
  createClient: CreateClient
  /** Modules of `@wix/sdk` itself, by the specifier that code imports. */
  modules: Record<string, object>
  /** Definitions of events, by specifier: `{ '@wix/members': { badges: { onBadgeAssigned } } }`. */
  events: Record<string, object>
}

/** Is told what each handler of a delivery does. */
export interface DeliveryListener {
  began(index: number, handler: RegisteredHandler): void
  ended(index: number, outcome: { value: unknown } | { error: unknown }): void
}

/** Whether a value of a module is the definition of an event. */
export function isEventDefinition(value: unknown): value is EventDefinition {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  return '__type' in value && value.__type === 'event-definition'
}
