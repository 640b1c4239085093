import type { RunJob } from '../runner/recording.js'
import type { RunResult } from '../runner/result.js'
import type { Runner } from '../runner/runner.js'
import type { RunPair } from '../test-file/assertions.js'

/** A day and some more: enough for other dates, hours and minutes. */
const laterMs = 26 * 3_600_000 + 61_000

/**
 * Runs an event a second time, in a world and a module of their own, to learn which values of the first
 * run are the same each time. The clock is ahead, so that dates are other ones too. A handler that does
 * something else then depends on the time, and is run a third time at the time of the first.
 */
export async function runAgain(
  runner: Runner,
  job: RunJob,
  run: RunResult,
  startedAt: Date,
): Promise<RunPair> {
  if (run.status !== 'passed' && run.status !== 'failed') return { run, again: run, at: null }
  runner.reset({ module: true })
  const later = await runner.run({ ...job, clockAheadMs: laterMs })
  if (flowOf(later) === flowOf(run)) return { run, again: later, at: null }
  runner.reset({ module: true })
  return { run, again: await runner.run({ ...job, clockAheadMs: 0 }), at: startedAt }
}

/** What a run did, without the values. */
function flowOf({ status, effects, dataChanges }: RunResult): string {
  return JSON.stringify([
    status,
    effects.map(({ module, method }) => [module, method]),
    dataChanges.map(({ collection, kind }) => [collection, kind]),
  ])
}
