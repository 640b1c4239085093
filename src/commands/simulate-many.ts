import type { Context } from '../context.js'
import type { RunResult } from '../runner/result.js'
import { createRunSummary } from '../runner/summary.js'
import type { HandlerThread } from '../runner/thread.js'
import { interrupted } from './interrupt.js'
import { createProgress } from './progress.js'
import {
  createNextJob,
  createSimulationRunner,
  type SimulateOptions,
  type Simulation,
} from './simulation.js'
import type { Verdicts } from './verdicts.js'

/** Events that wait for the runner; more would only take memory. */
const queuedAhead = 64

/** Runs the event many times, each with its own id, and sums up. */
export async function runMany(
  simulation: Simulation,
  count: number,
  options: SimulateOptions,
  context: Context,
  thread: HandlerThread,
  verdicts: Verdicts | null,
): Promise<number> {
  const { io, signal } = context
  const runner = createSimulationRunner(simulation, options, context, thread)
  const summary = createRunSummary()
  const progress = createProgress('event', context)
  let first: RunResult | undefined
  const finish = (result: RunResult): void => {
    first ??= result
    summary.add(result)
    progress.show(summary.count, count * simulation.runs.length, summary.failed)
    if (options.json) io.out(`${JSON.stringify(result)}\n`)
  }

  const all = async (): Promise<void> => {
    // They end in the order they were queued in, so the oldest is the one to wait for.
    const running: Promise<void>[] = []
    for (let index = 0; index < count && !signal.aborted; index++) {
      for (const run of simulation.runs) {
        const done = runner.run(createNextJob(simulation, run, options, context)).then(finish)
        // A bad seed file rejects all of them, and each is looked at only in its turn.
        done.catch(() => {})
        running.push(done)
        if (running.length >= queuedAhead) await running.shift()
      }
    }
    await Promise.all(running)
  }
  await Promise.race([all(), interrupted(signal)])
  await runner.close()
  progress.clear()
  const figures = summary.finish(signal.aborted)
  if (!options.json && !options.tap) {
    const { renderSummary } = await import('../output/render/summary.js')
    io.out(await renderSummary(figures, io))
  }
  if (signal.aborted) return 130
  if (first) verdicts?.addMany(figures, first)
  await verdicts?.finish()
  return summary.failed === 0 ? 0 : 1
}
