import type { EventKey } from '../catalog/keys.js'
import type { Place } from '../errors.js'
import type { EventObject } from '../event/types.js'
import type {
  BundlePosition,
  OfHandler,
  SiteEvent,
  ThrownValue,
  WorkerMessage,
} from '../platform/protocol.js'
import type { FiredEvent } from '../platform/world.js'
import { emptyResult } from './empty-result.js'
import { threw, unhandledRejection } from './endings.js'
import type { HandlerExport } from './exports.js'
import { createHandlerOutcomes } from './handler-outcomes.js'
import { findWarnings } from './lint.js'
import type {
  HandlerOutcome,
  LogEntry,
  RunError,
  RunErrorKind,
  RunResult,
  RunStatus,
  Warning,
} from './result.js'
import type { SourceMapper } from './source-map.js'
import type { SourceSearch } from './source-search.js'
import { headerPosition, userFrames, withUserFrames } from './stack.js'
import { unhandled } from './unhandled.js'

/** An event to run, and the handler that gets it. */
export interface RunJob {
  /** Key of the event, or the handler's name outside the catalog. */
  event: string
  /** Null for an event outside the catalog. */
  key: EventKey | null
  handler: HandlerExport
  /** The event object, for the record. */
  input: EventObject
  /** The form of it that the handler gets. */
  payload: unknown
  /** What is to be said of the handler whatever it does; with a file, only of one that is registered there. */
  notes: readonly (Warning & { file?: string | undefined })[]
  /** A new id, for each event that the handler causes. */
  newId(): string
  /** What happened on the site until this delivery and was not known before; without it, the event itself. */
  happened?: readonly SiteEvent[] | undefined
  /** How far the handler's clock is ahead of the real one, in ms. */
  clockAheadMs?: number | undefined
}

/** What ended a run, in the terms of the result. */
export interface RunEnd {
  status: RunStatus
  kind: RunErrorKind
  thrown: ThrownValue
  /** Where it happened, when the stack does not tell. */
  at?: BundlePosition | null
  /** The same, in a file that did not get into the bundle. */
  place?: Place | null
  hint?: string
}

/** Collects what a worker says of one run into its result. */
export interface Recording {
  add(message: WorkerMessage): LogEntry | undefined
  /** Still running effects, as text for a message: `wix-fetch fetch`. */
  pending(): string[]
  /** Builds the result; without an end it is what the messages said. */
  finish(end?: RunEnd): RunResult
}

export function createRecording(
  job: RunJob,
  entryFile: string,
  bundleUrl: string,
  maps: SourceMapper,
  isSeeded: boolean,
  search: SourceSearch,
): Recording {
  const handlerPlace = maps.place(job.handler.position)
  const file = job.handler.shape === 'sdk' ? (handlerPlace?.file ?? entryFile) : entryFile
  const result = emptyResult({
    status: 'passed',
    event: job.event,
    handler: job.handler.name,
    file,
    place: handlerPlace,
    input: job.input,
  })
  result.warnings.push(...job.notes.filter(({ file }) => file === undefined))
  const handlers = createHandlerOutcomes(job.handler.name, bundleUrl, maps)
  let failure: RunEnd | undefined
  let timersLeft = false

  const describe = ({ kind, thrown, at, hint, place: given }: RunEnd): RunError => {
    const stack = userFrames(thrown.stack, bundleUrl, maps)
    // What fails while the file is loaded has nothing to do with the one handler.
    const fallback = kind === 'threw-on-load' ? null : handlerPlace
    const [innermost] = stack
    const place: Place | null = innermost
      ? { file: innermost.file, line: innermost.line, column: innermost.column }
      : (given ?? maps.place(at ?? thrown.at ?? headerPosition(thrown, bundleUrl)) ?? fallback)
    return {
      kind,
      name: thrown.name,
      message: thrown.message,
      ...(thrown.code !== undefined && { code: thrown.code }),
      place,
      frame: maps.frame(place),
      stack,
      ...(hint !== undefined && { hint }),
      ...(thrown.cause && { cause: { name: thrown.cause.name, message: thrown.cause.message } }),
    }
  }

  return {
    add(message) {
      switch (message.type) {
        case 'log': {
          const { level, ms, at } = message
          const text = withUserFrames(message.text, bundleUrl, maps)
          const entry: LogEntry = { level, text, ms, place: maps.place(at), ...ofHandler(message) }
          result.logs.push(entry)
          return entry
        }
        case 'effect': {
          const { module, method, args, startedMs, afterReturn } = message
          result.effects[message.index] = {
            module,
            method,
            args,
            outcome: 'pending',
            result: null,
            startedMs,
            durationMs: 0,
            afterReturn,
            place: maps.place(message.at),
            ...ofHandler(message),
          }
          return undefined
        }
        case 'settled': {
          const effect = result.effects[message.index]
          if (effect) {
            const { outcome, durationMs } = message
            Object.assign(effect, { outcome, durationMs, result: message.result })
          }
          return undefined
        }
        case 'change': {
          const { collection, kind, id, before, after } = message
          result.dataChanges.push({ collection, kind, id, before, after })
          return undefined
        }
        case 'fires':
          result.fires.push({
            event: message.event,
            input: completeFired(message.object as unknown as FiredEvent, job),
            place: maps.place(message.at),
          })
          return undefined
        case 'warning':
          result.warnings.push({
            code: message.code,
            message: message.message,
            place: maps.place(message.at),
          })
          return undefined
        case 'handler-began':
        case 'handler-ended':
          handlers.add(message)
          return undefined
        case 'unhandled':
          failure = unhandled(message, job, search)
          return undefined
        case 'returned':
          result.durationMs = message.durationMs
          result.cpuMs = message.cpuMs
          result.returned = message.value
          for (const effect of result.effects) effect.afterReturn ||= effect.outcome === 'pending'
          if (message.error) failure ??= threw(message.error)
          return undefined
        case 'rejection':
          failure ??= unhandledRejection(message.error)
          return undefined
        case 'done':
          timersLeft = message.timersLeft
          return undefined
        default:
          return undefined
      }
    },
    pending: () =>
      result.effects
        .filter((effect) => effect.outcome === 'pending')
        .map((effect) => `${effect.module} ${effect.method}`),
    finish(end = failure) {
      if (end) {
        result.status = end.status
        result.error = describe(end)
      }
      const called = handlers.list()
      if (called) {
        result.warnings.push(...notesOn(called, job.notes))
        const { place } = handlers
        Object.assign(result, { handlers: called, place: place(), file: place()?.file ?? file })
      }
      result.warnings.push(...findWarnings(result, timersLeft, handlers.hasExtension()))
      return isSeeded ? withoutTimes(result) : result
    },
  }
}

function notesOn(called: readonly HandlerOutcome[], notes: RunJob['notes']): Warning[] {
  const files = called.map(({ place }) => place?.file)
  return notes.flatMap(({ file, ...note }) =>
    file !== undefined && files.includes(file) ? [note] : [],
  )
}

function ofHandler({ handler }: OfHandler): OfHandler {
  return handler === undefined ? {} : { handler }
}

/** A follow-up is a new event of the same moment: only its id is its own. */
function completeFired(fired: FiredEvent, { input, newId }: RunJob): EventObject {
  const { eventTime, triggeredByAnonymizeRequest } = input.metadata
  return {
    ...fired,
    metadata: { id: newId(), eventTime, triggeredByAnonymizeRequest, ...fired.metadata },
  }
}

/** Times are the one thing that no seed can repeat. */
function withoutTimes(result: RunResult): RunResult {
  return {
    ...result,
    durationMs: 0,
    cpuMs: 0,
    logs: result.logs.map((entry) => ({ ...entry, ms: 0 })),
    effects: result.effects.map((effect) => ({ ...effect, startedMs: 0, durationMs: 0 })),
    ...(result.handlers && {
      handlers: result.handlers.map((outcome) => ({ ...outcome, durationMs: 0 })),
    }),
  }
}
