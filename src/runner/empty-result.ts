import type { RunResult } from './result.js'

/** A result in which nothing has happened yet. */
export function emptyResult(
  head: Pick<RunResult, 'status' | 'event' | 'handler' | 'file' | 'place' | 'input'>,
): RunResult {
  return {
    ...head,
    durationMs: 0,
    cpuMs: 0,
    returned: null,
    logs: [],
    effects: [],
    dataChanges: [],
    fires: [],
    warnings: [],
  }
}
