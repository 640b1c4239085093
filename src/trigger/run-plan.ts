import { BadgeEventsError } from '../errors.js'
import { isRecord } from '../event/record.js'
import type { Act, Made, Plan, SiteApi, Undo } from './types.js'
import { createUndoStack } from './undo-stack.js'

export interface RunPlanOptions {
  api: SiteApi
  /** Takes everything back in the end, however it ends. */
  cleanup: boolean
  signal: AbortSignal
  onStart?(act: Act): void
  onDone?(act: Act, durationMs: number): void
  onUndone?(undo: Undo, durationMs: number): void
  onNotUndone?(undo: Undo, error: unknown): void
  /** When all steps went well, and before anything is taken back. */
  beforeCleanup?(made: Made): Promise<void>
}

/** How a plan ended, and what is on the site because of it. */
export interface PlanRun {
  status: 'done' | 'failed' | 'interrupted'
  /** What stopped it, or the first thing that could not be taken back. */
  error: unknown
  made: Made
  /** What could be taken back and was not. */
  left: readonly Undo[]
}

/**
 * Does the steps of a plan one after another. A step that fails ends it; then, and after the last step,
 * what was done is taken back in reverse order if that is wanted.
 */
export async function runPlan(plan: Plan, options: RunPlanOptions): Promise<PlanRun> {
  const stack = createUndoStack()
  const run: PlanRun = { status: 'done', error: null, made: plan.given, left: [] }
  try {
    for (const step of plan.steps) {
      // Between two steps only: of a request that is cut off nobody would know what it did.
      if (options.signal.aborted) throw interrupted()
      const act = step.act(run.made)
      try {
        const answer = await timed(act, options)
        if (step.learn)
          run.made = step.learn(isRecord(answer) ? answer : asRecord(answer), run.made)
      } catch (error) {
        if (isUncertain(error)) stack.done(step, run.made)
        throw error
      }
      stack.done(step, run.made)
    }
    if (options.signal.aborted) throw interrupted()
    await options.beforeCleanup?.(run.made)
    if (options.signal.aborted) throw interrupted()
  } catch (error) {
    run.error = error
    run.status = options.signal.aborted && isInterruption(error) ? 'interrupted' : 'failed'
  }
  run.left = options.cleanup ? await takeBack(stack.entries(), run, options) : stack.entries()
  return run
}

async function timed(act: Act, { api, onStart, onDone }: RunPlanOptions): Promise<unknown> {
  onStart?.(act)
  const startedAt = performance.now()
  const answer = await api.call(act)
  onDone?.(act, performance.now() - startedAt)
  return answer
}

/** All of it, also when one part fails: what follows does not depend on it. */
async function takeBack(
  undos: readonly Undo[],
  run: PlanRun,
  { api, onUndone, onNotUndone }: RunPlanOptions,
): Promise<Undo[]> {
  const left: Undo[] = []
  for (const undo of undos) {
    const startedAt = performance.now()
    try {
      await api.call(undo)
      onUndone?.(undo, performance.now() - startedAt)
    } catch (error) {
      left.push(undo)
      onNotUndone?.(undo, error)
      run.error ??= error
      if (run.status === 'done') run.status = 'failed'
    }
  }
  return left
}

/** The SDK answers queries with instances of a class of its own, and some calls with nothing. */
function asRecord(answer: unknown): Record<string, unknown> {
  if (typeof answer !== 'object' || answer === null) return {}
  return 'items' in answer ? { items: answer.items } : { ...answer }
}

function isUncertain(error: unknown): boolean {
  return error instanceof BadgeEventsError && error.details?.isUncertain === true
}

function interrupted(): BadgeEventsError {
  return new BadgeEventsError('INTERRUPTED', 'Stopped before the end')
}

function isInterruption(error: unknown): boolean {
  return error instanceof BadgeEventsError && error.code === 'INTERRUPTED'
}
