import type { EventKey } from '../catalog/keys.js'
import type { CodeFrame, Place } from '../errors.js'
import type { EventObject } from '../event/types.js'
import type { DataChangeKind, LogLevel, Portable } from '../platform/protocol.js'

/**
 * What one event did to one handler. Success and every kind of failure share this shape; `status`
 * tells which it is, `error.kind` says how a failure came about.
 */
export interface RunResult {
  status: RunStatus
  /** Key of the event, or the handler's name for an event outside the catalog. */
  event: string
  handler: string
  /** The file that holds the handlers, relative to the site, and where this handler stands in it. */
  file: string
  place: Place | null
  /** The event object as it was sent; null when nobody handles it. */
  input: EventObject | null
  /** Wall-clock time of the handler itself, in ms, without what it left running. */
  durationMs: number
  /** CPU time in ms: of the worker where Node can tell (23.9 and later), else of the whole process. */
  cpuMs: number
  /** What the handler returned, or its promise resolved to; null with several. */
  returned: Portable
  /** The handlers that were registered with the SDK for the event; not there for a Velo handler. */
  handlers?: HandlerOutcome[]
  logs: LogEntry[]
  effects: Effect[]
  dataChanges: DataChange[]
  /** Events that Wix would send because of what the handler did. */
  fires: FollowUp[]
  warnings: Warning[]
  error?: RunError
}

export type RunStatus = 'passed' | 'failed' | 'timed-out' | 'crashed' | 'no-handler'

export type RunErrorKind =
  | 'threw'
  | 'threw-non-error'
  | 'threw-on-load'
  | 'unhandled-rejection'
  | 'uncaught-exception'
  | 'time-limit'
  | 'never-settles'
  | 'process-exit'
  | 'out-of-memory'
  | 'worker-died'
  | 'no-handler'

/** Why a run did not pass, with the user's own place. */
export interface RunError {
  kind: RunErrorKind
  /** Name of the thrown error's class, `TypeError`. */
  name: string
  message: string
  code?: string | number
  /** The most telling place in the user's code. */
  place: Place | null
  frame: CodeFrame | null
  /** The user's own frames, innermost first; ours and Node's are left out. */
  stack: StackFrame[]
  /** What to look at or type next. */
  hint?: string
  cause?: { name: string; message: string }
}

export interface StackFrame extends Place {
  function: string | null
}

/** What one of the handlers did that the SDK called together. */
export interface HandlerOutcome {
  /** The function that registered it, `badges.onBadgeAssigned`. */
  name: string
  /** Where it was registered. */
  place: Place | null
  /** `pending`: it had not ended when the run did. */
  status: 'passed' | 'failed' | 'pending'
  durationMs: number
  returned: Portable
  error?: { name: string; message: string; place: Place | null }
}

export interface LogEntry {
  level: LogLevel
  text: string
  /** Since the handler was called, in ms. */
  ms: number
  place: Place | null
  /** Index of the handler that it comes from, where several got the event. */
  handler?: number
}

/** One call of a Wix module, in the order the calls were made. */
export interface Effect {
  /** The specifier, `wix-data`. */
  module: string
  /** Dotted path of the function, `query.find`. */
  method: string
  args: Portable[]
  /** `pending`: not settled when the run was given up. */
  outcome: 'resolved' | 'rejected' | 'pending'
  result: Portable
  /** Since the handler was called, in ms. */
  startedMs: number
  durationMs: number
  /** It was still running, or began, after the handler had returned: on Wix it may be lost. */
  afterReturn: boolean
  place: Place | null
  /** Index of the handler that made it, where several got the event. */
  handler?: number
}

export interface DataChange {
  collection: string
  kind: DataChangeKind
  id: string
  before: Portable
  after: Portable
}

/** An event that a handler caused: it assigned a badge, for one. */
export interface FollowUp {
  event: EventKey
  /** The event object, with an id and a time of its own. */
  input: EventObject
  place: Place | null
}

export interface Warning {
  /** Stable code, `not-awaited`. */
  code: string
  message: string
  place: Place | null
  /** Index of the effect it is about. */
  effect?: number
}
