import type { Place } from '../errors.js'
import type { WorkerMessage } from '../platform/protocol.js'
import type { HandlerOutcome } from './result.js'
import type { SourceMapper } from './source-map.js'
import { userFrames } from './stack.js'

/** Collects what each of the handlers did that were registered for one event. */
export interface HandlerOutcomes {
  add(message: Extract<WorkerMessage, { type: 'handler-began' | 'handler-ended' }>): void
  /** Where the first one was registered. */
  place(): Place | null
  /** In the order of their registration; undefined when no handler was called in this shape. */
  list(): HandlerOutcome[] | undefined
  /** Whether an event extension is among them, for which Wix has limits. */
  hasExtension(): boolean
}

export function createHandlerOutcomes(
  name: string,
  bundleUrl: string,
  maps: SourceMapper,
): HandlerOutcomes {
  const outcomes: HandlerOutcome[] = []
  let hasExtension = false
  return {
    add(message) {
      if (message.type === 'handler-began') {
        hasExtension ||= message.isExtension
        const place = maps.place(message.at)
        outcomes[message.index] = { name, place, status: 'pending', durationMs: 0, returned: null }
        return
      }
      const outcome = outcomes[message.index]
      if (!outcome) return
      const { value, error, durationMs } = message
      Object.assign(outcome, { status: error ? 'failed' : 'passed', durationMs, returned: value })
      if (!error) return
      const [innermost] = userFrames(error.stack, bundleUrl, maps)
      const place = innermost
        ? { file: innermost.file, line: innermost.line, column: innermost.column }
        : maps.place(error.at ?? null)
      outcome.error = { name: error.name, message: error.message, place }
    },
    place: () => outcomes[0]?.place ?? null,
    list: () => (outcomes.length > 0 ? outcomes : undefined),
    hasExtension: () => hasExtension,
  }
}
