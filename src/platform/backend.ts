import type { EventKey } from '../catalog/keys.js'
import type { EventObject } from '../event/types.js'
import type { CannedAnswer } from './canned-answer.js'
import type { SiteSettings, WorkerMessage, WorldState } from './protocol.js'
import type { World } from './world.js'

/**
 * The Wix backend in the thread of its caller: for tests, which import a site's code themselves. The
 * doubles are those of the worker and live as long as the thread; the world behind them is replaced.
 */
export interface InProcessBackend {
  /** Gives the exports of a Wix module, the same object each time. */
  load(specifier: string): Promise<object>
  /** Puts the site's own doubles over ours. Throws a TypeError when they are none. */
  replace(doubles: unknown): Promise<void>
  /** Takes what the site's `backend/data.js` exports. */
  setDataHooks(exports: Record<string, unknown>): void
  /** Begins anew: another world, and another listener of what happens in it. */
  begin(settings: SiteSettings, listen: (message: WorkerMessage) => void): void
  /** Brings the world to what it is on Wix when this event arrives. */
  arrive(key: EventKey, event: EventObject): void
  readonly world: World
  /** Copies of all that the world holds. */
  snapshot(): WorldState
  /** Adds to the world without a trace: no hook runs, nothing is recorded. */
  seed(seeds: WorldSeeds): void
}

export interface WorldSeeds {
  members?: unknown
  badges?: unknown
  contacts?: unknown
  /** Items by collection; those without an `_id` get one. */
  collections?: Record<string, readonly Record<string, unknown>[]>
  secrets?: Record<string, string>
  /** Answers for fetches; they go before those there are. */
  http?: readonly CannedAnswer[]
}

/** What a call fails with in place of its answer; undefined lets it through. */
export type Fault = (module: string, method: string) => { error: unknown } | undefined
