import type { EventKey } from '../catalog/keys.js'
import type { EventObject } from '../event/types.js'
import type { DataChangeKind } from './protocol.js'
import type { SiteState } from './site-state.js'

/** A stored item; `_id` is always there. */
export type Item = Record<string, unknown> & { _id: string }

/**
 * The backend's state during a run. Items inside are never handed out: what a double returns is a
 * copy, and what it stores is a copy.
 */
export interface World {
  /** Items of a collection by `_id`, in order of insertion. Seeded from the site's data folder on first use. */
  collection(name: string): Map<string, Item>
  /** All collections there are, those included that only a seed file names, by name. */
  collections(): Iterable<readonly [name: string, items: Map<string, Item>]>
  /** Reports a change of a collection; `before` and `after` are copied at once. */
  changed(collection: string, kind: DataChangeKind, before: Item | null, after: Item | null): void
  /** Members, badges, assignments and contacts: seeded from the site's data folder and from the event. */
  readonly site: SiteState
  /**
   * Reports an event that Wix would send because of what a double just did. The event object's
   * metadata need not hold an id or a time; both are filled in.
   */
  fires(event: EventKey, object: FiredEvent): void
  /** Value of a secret of the site, undefined when nobody defined it. From then on the value is masked in all output. */
  secret(name: string): string | undefined
  /** Names of all secrets, in the order of their definition. */
  secretNames(): readonly string[]
  /** Defines a secret for the rest of the run, masked from then on, or removes it. */
  setSecret(name: string, value: string | undefined): void
  now(): Date
  /** A new GUID. */
  newId(): string
}

/** The event object of a follow-up, without what every event gets anew. */
export type FiredEvent = Omit<EventObject, 'metadata'> & { metadata: { entityId: string } }
