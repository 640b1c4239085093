import type { EventKey } from '../catalog/keys.js'
import type { CannedAnswer } from './canned-answer.js'
import type { FaultRule } from './faults.js'
import type { SiteOverride } from './site-override.js'

/**
 * What the worker tells the main thread, one small message per fact as it happens, so that a run
 * that is cut off by a time-out or a crash still shows everything up to that moment.
 */

/** 1-based line and column in the bundle; the main thread maps it to the user's file. */
export type BundlePosition = readonly [line: number, column: number]

export type LogLevel = 'debug' | 'info' | 'log' | 'warn' | 'error'

/** A JSON-safe copy of a value of the handler's. */
export type Portable = null | boolean | number | string | Portable[] | { [key: string]: Portable }

/** A thrown value, whatever it was. */
export interface ThrownValue {
  name: string
  message: string
  code?: string | number
  /** False for `throw 'text'` and other values that are no Error. */
  isError: boolean
  /** The `stack` text of an Error, as V8 wrote it. */
  stack?: string
  /** The user's platform call that failed with this value. */
  at?: BundlePosition
  cause?: ThrownValue
}

export type DataChangeKind = 'insert' | 'update' | 'remove'

/** How a module offers its handlers: Velo calls exports by their names, the SDK what was registered on an event. */
export type ShapeName = 'velo' | 'sdk'

/** Of several handlers that get the same delivery, the one that it is about. */
export interface OfHandler {
  handler?: number
}

export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'loaded'; loadMs: number; exports: string[] }
  | { type: 'load-failed'; error: ThrownValue }
  | { type: 'started'; run: number }
  /** A handler that was registered for the event was called, and where it was registered. */
  | {
      type: 'handler-began'
      run: number
      index: number
      at: BundlePosition | null
      /** By an event extension, not with a client of the site's own. */
      isExtension: boolean
    }
  | {
      type: 'handler-ended'
      run: number
      index: number
      value: Portable
      error: ThrownValue | null
      durationMs: number
    }
  /** The loaded code has registered no handler for the event, but these for others. */
  | {
      type: 'unhandled'
      run: number
      registered: readonly { type: string; at: BundlePosition | null }[]
    }
  | ({
      type: 'log'
      run: number
      level: LogLevel
      text: string
      at: BundlePosition | null
      ms: number
    } & OfHandler)
  | ({
      type: 'effect'
      run: number
      index: number
      module: string
      method: string
      args: Portable[]
      startedMs: number
      /** The call began after the handler had returned. */
      afterReturn: boolean
      at: BundlePosition | null
    } & OfHandler)
  | {
      type: 'settled'
      run: number
      index: number
      outcome: 'resolved' | 'rejected'
      result: Portable
      durationMs: number
    }
  | {
      type: 'change'
      run: number
      collection: string
      kind: DataChangeKind
      id: string
      before: Portable
      after: Portable
    }
  /** An event that Wix would send because of what the handler did. */
  | { type: 'fires'; run: number; event: EventKey; object: Portable; at: BundlePosition | null }
  | { type: 'warning'; run: number; code: string; message: string; at: BundlePosition | null }
  | {
      type: 'returned'
      run: number
      /** The value the handler returned or its promise resolved to. */
      value: Portable
      error: ThrownValue | null
      durationMs: number
      cpuMs: number
    }
  /** Nothing is left that could settle the handler's promise. */
  | { type: 'stuck'; run: number }
  | { type: 'rejection'; run: number; error: ThrownValue }
  | { type: 'uncaught'; run: number; error: ThrownValue }
  | { type: 'exit'; run: number; code: number; at: BundlePosition | null }
  /** The run is over; `pending` lists the effects that were still running when it was given up. */
  | { type: 'done'; run: number; pending: number[]; timersLeft: boolean }
  /** All that the world holds, as it was asked for. */
  | { type: 'snapshot'; state: WorldState }
  /** The run cannot go on, through no fault of the handler: a seed file that is no JSON. */
  | { type: 'fatal'; message: string; hint: string }
  | { type: 'pong' }
  /** Several at once, in their order. */
  | { type: 'batch'; messages: WorkerMessage[] }

/** What the main thread tells the worker. */
export type MainMessage =
  /** What a `load` will ask for, as soon as that is known. */
  | { type: 'preload'; modules: readonly string[]; sdkUrl: string | undefined }
  | {
      type: 'load'
      bundleUrl: string
      /** The Wix modules that the bundle asks for. */
      modules: readonly string[]
      /** The script with the parts of the real SDK that the code needs. */
      sdkUrl?: string | undefined
      site: SiteSettings
    }
  /** Delivers events; several are delivered at the same time. */
  | { type: 'run'; deliveries: readonly RunDelivery[] }
  /** A new world for what comes next, and with `module` the site's code loaded anew. */
  | { type: 'reset'; module: boolean }
  | { type: 'snapshot' }
  | { type: 'ping' }

/** One event for one handler. */
export interface RunDelivery {
  run: number
  shape: ShapeName
  handler: string
  /** In the form that the handler gets. */
  event: unknown
  /** Which event it is; null for one outside the catalog. */
  key: EventKey | null
  /** What happened on the site until this delivery and was not known before; without it, the event itself. */
  happened?: readonly SiteEvent[] | undefined
  /** How far the handler's clock is ahead of the real one, in ms. */
  clockAheadMs?: number | undefined
}

/** An event that happened on the site, in the form that Velo handlers get. */
export interface SiteEvent {
  key: EventKey
  event: unknown
}

/** Added, with a number, to the address of a bundle that is loaded again. */
export const againSuffix = '?again='

/** Items by collection and `_id`; members, badges and the like under names that no collection has. */
export type WorldState = Record<string, Record<string, Portable>>

/** What the doubles need to know of the site. */
export interface SiteSettings {
  root: string
  /** Folder of the seed files, `<Collection>.json`. */
  dataDir: string
  world: WorldSettings
  /** Names and values that `wix-secrets-backend` answers with. */
  secrets: Record<string, string>
  liveFetch: boolean
  /** What `fetch` answers with, by address. */
  cannedAnswers?: readonly CannedAnswer[] | undefined
  /** Sends each message at once, so that a run is seen as it happens; otherwise run by run, which is faster. */
  live: boolean
  /** Makes chance and the clock repeatable; null leaves them as they are. */
  seed: number | null
  /** How long calls that outlive the handler are waited for, in ms. */
  settleMs: number
  /** Calls of Wix modules that fail or take their time on purpose. */
  faults?: readonly FaultRule[] | undefined
}

/** What the site is like, where the run itself says so. */
export interface WorldSettings {
  /** Instead of the data files of the same names. */
  members?: unknown
  badges?: unknown
  contacts?: unknown
  /** Items by collection. */
  collections?: Record<string, unknown>
  /** Changes of the member, badge or contact that the event is about. */
  overrides?: SiteOverride[]
}
