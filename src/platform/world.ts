import type { DataChangeKind } from './protocol.js'

/** A stored item; `_id` is always there. */
export type Item = Record<string, unknown> & { _id: string }

/**
 * The backend's state during a run. Items inside are never handed out: what a double returns is a
 * copy, and what it stores is a copy.
 */
export interface World {
  /** Items of a collection by `_id`, in order of insertion. Seeded from the site's data folder on first use. */
  collection(name: string): Map<string, Item>
  /** Reports a change of a collection; `before` and `after` are copied at once. */
  changed(collection: string, kind: DataChangeKind, before: Item | null, after: Item | null): void
  /** Value of a secret of the site, undefined when nobody defined it. From then on the value is masked in all output. */
  secret(name: string): string | undefined
  now(): Date
  /** A new GUID. */
  newId(): string
}
