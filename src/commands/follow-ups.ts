import { parseEventName } from '../catalog/index.js'
import type { HandlerExport } from '../runner/exports.js'
import type { RunResult } from '../runner/result.js'
import { handlersOf } from '../runner/select.js'
import type { PreparedRun } from '../simulation/job.js'

/** A run that waits its turn, and how many events in a row led to it. */
export interface QueuedRun {
  run: PreparedRun
  depth: number
}

/** Handlers that cause each other's events never end on Wix; here they do. */
export const maxDepth = 5

/** The runs of the events that a run caused, for those that have a handler. */
export function followUps(
  { fires }: RunResult,
  exports: readonly HandlerExport[],
  depth: number,
): QueuedRun[] {
  return fires.flatMap(({ event, input }) => {
    const definition = parseEventName(event)
    return handlersOf(definition, exports).map((handler) => ({
      run: { target: { definition, handler }, event: input },
      depth,
    }))
  })
}

export function loopText(caused: readonly QueuedRun[]): string {
  const names = [...new Set(caused.map(({ run }) => run.target.handler.name))]
  return `Stopped: ${maxDepth + 1} events in a row caused one another, and ${names.join(', ')} would be next. On Wix this may never end: check in the handler whether there is still something to do.`
}
