import type { Bundle } from '../runner/bundle.js'
import { effectsBeyond } from '../runner/compare.js'
import { findRepeats } from '../runner/repeats.js'
import type { Effect, RunResult } from '../runner/result.js'
import type { Runner } from '../runner/runner.js'
import { createShaper } from '../runner/shape.js'
import { createJob, type PreparedRun } from './job.js'
import { createHappenings, type Story } from './story.js'

/** Whether a second delivery of an event does what should happen once. */
export type IdempotencyProof = {
  handler: string
  first: RunResult
} /** The first delivery failed, so there is nothing to compare with. */ & (
  | { status: 'unproven' }
  | {
      status: 'idempotent' | 'repeats'
      second: RunResult
      /** A phrase each: `inserted 1 more row in BadgeLog`. */
      repeats: string[]
      /** The calls of the second delivery that the repeats came from. */
      calls: Effect[]
    }
)

export interface ProofOptions {
  /** Both deliveries come at the same time, instead of one after the other. */
  together: boolean
  newId(): string
  /** Called when a delivery is about to begin, and when it is over. */
  onDelivery(number: 1 | 2): void
  onResult(result: RunResult): void
}

/**
 * Delivers an event and its duplicate, and compares what the world and everybody outside got to see of
 * each. Each proof has a world and a loaded module of its own.
 */
export async function proveIdempotency(
  story: Story,
  run: PreparedRun,
  bundle: Pick<Bundle, 'notes'>,
  runner: Runner,
  options: ProofOptions,
): Promise<IdempotencyProof> {
  const { together, newId, onDelivery, onResult } = options
  const jobFor = (happened: ReturnType<ReturnType<typeof createHappenings>['until']>) => ({
    ...createJob(run, bundle, newId),
    happened,
  })
  const handler = run.target.handler.name
  runner.reset({ module: true })
  const start = await runner.snapshot()
  const happened = createHappenings(story).until(0)
  onDelivery(1)
  const first = await runner.run(jobFor(happened))
  onResult(first)
  if (first.status !== 'passed') return { handler, first, status: 'unproven' }
  const before = await runner.snapshot()
  if (together) runner.reset({ module: true })
  onDelivery(2)
  const results = together
    ? await runner.runTogether([jobFor(happened), jobFor([])])
    : [await runner.run(jobFor([]))]
  const second = worstOf(results, first)
  onResult(second)
  const after = await runner.snapshot()
  const made = results.flatMap(({ effects }) => effects)
  // At the same time, nobody can tell which of the two did what one alone does.
  const calls = together ? effectsBeyond(made, first.effects) : made
  const failed = results.find(({ error }) => error)
  const repeats = findRepeats(
    { first: first.effects, second: calls, before, after, error: failed?.error },
    createShaper([start, run.event]),
  )
  const status = repeats.length === 0 ? 'idempotent' : 'repeats'
  return { handler, first, status, second, repeats, calls }
}

/** Of two deliveries at the same time, the one that says more. */
function worstOf(results: readonly RunResult[], instead: RunResult): RunResult {
  return results.find(({ status }) => status !== 'passed') ?? results.at(-1) ?? instead
}
