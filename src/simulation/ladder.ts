import type { WorldState } from '../platform/protocol.js'
import { effectsBeyond } from '../runner/compare.js'
import { repeatedCalls } from '../runner/repeats.js'
import type { RunResult } from '../runner/result.js'
import type { Runner } from '../runner/runner.js'
import { createShaper } from '../runner/shape.js'
import { compareStates, type StateDifference } from '../runner/state-difference.js'
import type { PreparedRun } from './job.js'

/** What deliveries that failed and came again left behind, beside one delivery in which nothing failed. */
export interface Aftermath {
  /** What is more, less or otherwise in the data. */
  differences: StateDifference[]
  /** What reached somebody outside more often: `sent 1 more email: …`. */
  repeats: string[]
  /** Calls that were never made with success. */
  missing: string[]
}

/**
 * Compares what several deliveries of an event came to with one delivery in a world of its own in which
 * nothing fails on purpose.
 *
 * @param undisturbed - a runner without faults
 * @returns null when the handler fails there too, so that there is nothing to compare with
 */
export async function findAftermath(
  { event }: PreparedRun,
  deliveries: { start: WorldState; end: WorldState; results: readonly RunResult[] },
  undisturbed: Runner,
  deliver: (runner: Runner) => Promise<RunResult>,
): Promise<Aftermath | null> {
  const wanted = await deliver(undisturbed)
  if (wanted.status !== 'passed') return null
  const shape = createShaper([deliveries.start, event])
  const done = deliveries.results
    .flatMap(({ effects }) => effects)
    .filter(({ outcome }) => outcome === 'resolved')
  return {
    differences: compareStates(await undisturbed.snapshot(), deliveries.end, shape),
    repeats: repeatedCalls(wanted.effects, effectsBeyond(done, wanted.effects)),
    missing: repeatedCalls([], effectsBeyond(wanted.effects, done)).map((text) =>
      text.replace(/^(sent|made) (\d+) more /, 'never $1 $2 '),
    ),
  }
}
