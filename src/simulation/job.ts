import type { EventObject } from '../event/types.js'
import type { Bundle, HandlerNote } from '../runner/bundle.js'
import type { RunJob } from '../runner/recording.js'
import type { Warning } from '../runner/result.js'
import type { Target } from '../runner/select.js'
import { handOver } from '../runner/shapes/index.js'

/** A handler, and the event it gets. */
export interface PreparedRun {
  target: Target
  event: EventObject
}

/** One event for the runner, with what the bundle has to say of its handler. */
export function createJob(
  { target, event }: PreparedRun,
  { notes }: Pick<Bundle, 'notes'>,
  newId: () => string,
): RunJob {
  const { definition, handler } = target
  return {
    event: definition?.key ?? handler.name,
    key: definition?.key ?? null,
    handler,
    input: event,
    ...handOver(target, event),
    notes: notes
      .filter((note) => note.handler === null || note.handler === handler.name)
      .map((note) => ({ ...toWarning(note), file: note.file })),
    newId,
  }
}

/** A note on a handler as a warning of a run. */
export function toWarning({ code, message, place }: HandlerNote): Warning {
  return { code, message, place }
}
