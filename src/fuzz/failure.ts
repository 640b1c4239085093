import type { PathSegment } from '../event/path.js'
import type { EventObject } from '../event/types.js'
import type { RunResult } from '../runner/result.js'

/** What runs the events: a handler of a site. */
export interface FuzzTarget {
  /**
   * Runs an event in a new world, in the module that earlier events ran in. Where its id and time are
   * those of the fixture it gets its own, as a second real event has: a handler that remembers ids would
   * take it for a duplicate.
   */
  run(event: EventObject): Promise<RunResult>
  /** Runs events one after another with all loaded anew before the first; the result of the last one. */
  runAnew(events: readonly EventObject[]): Promise<RunResult>
  /** What the handler is called with, as text: two events that are the same there need not both run. */
  payloadText(event: EventObject): string
  /** From now on gives up a handler that takes longer than this, in ms. */
  hurry(limitMs: number): Promise<void>
  /** From now on loads the module anew for each event: it keeps something that makes others fail. */
  isolate(): void
}

/** One way in which a handler fails, with the smallest event that was found to cause it. */
export interface FuzzFailure {
  event: EventObject
  /** What differs from the fixture; empty when the fixture itself fails. */
  differences: Difference[]
  result: RunResult
  repeats: Repeats
  /** Events that were run until it was found. */
  foundAfter: number
  /** Events that failed in this way. */
  count: number
  /** Other single fields whose change fails alike, as paths. */
  alsoAt: string[]
}

/**
 * What it takes to see the failure again, all loaded anew: the event alone, the event a second time, the
 * event after the fixture; or none of them did it, so that it hangs on events before or on chance. After
 * Ctrl-C nobody has looked.
 */
export type Repeats = 'alone' | 'twice' | 'after-fixture' | 'not-seen-again' | 'unchecked'

/** A field that is not as in the fixture. */
export interface Difference {
  path: readonly PathSegment[]
  before: Side
  after: Side
}

export type Side = { status: 'absent' } | { status: 'present'; value: unknown }

const framesCompared = 3

/**
 * What makes two failures one: the kind and the place, with its callers, because a helper that throws may
 * be called for different reasons. Where a busy handler is caught is chance, so all of those are one.
 */
export function failureKey({ status, error }: RunResult): string | null {
  if (status === 'passed' || error === undefined) return null
  if (error.kind === 'time-limit') return error.kind
  const places = error.stack.length > 0 ? error.stack.slice(0, framesCompared) : [error.place]
  const text = places.map((place) => (place ? `${place.file}:${place.line}:${place.column}` : ''))
  return [error.kind, error.place === null ? error.message : error.name, ...text].join(' ')
}
