import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import { displayPath, findProject } from '../project.js'
import { compareRuns } from '../runner/compare.js'
import type { RunResult } from '../runner/result.js'
import { interrupted } from './interrupt.js'
import { createRunView, type RunView } from './run-view.js'
import {
  createNextJob,
  createSimulationRunner,
  prepareSimulation,
  type SimulateOptions,
  type Simulation,
} from './simulation.js'
import { sourceFiles, watchSite } from './site-watcher.js'

/** Runs the event now and after every change of what it was made of, until Ctrl-C. */
export async function simulateWatch(options: SimulateOptions, context: Context): Promise<number> {
  const { io, signal } = context
  if (options.input.fixture === '-') {
    throw new BadgeEventsError('USAGE_INVALID', '--watch cannot read the event from stdin again', {
      hint: 'Put it into a file: badge-events generate assigned > my.json',
    })
  }
  const project = findProject(context.cwd, options.handler)
  const view = await createRunView(options, context)
  const previous = new Map<string, RunResult>()
  const stopped = interrupted(signal)
  let standby = context.startThread()

  const runAgain = async (): Promise<void> => {
    const thread = standby
    try {
      const simulation = await prepareSimulation(options, context)
      watcher.follow(sourceFiles(simulation.bundle.inputs, project, simulation.fixtures))
      await runAll(simulation, thread)
    } catch (error) {
      // Whatever is missing or broken may be mended by the next change.
      watcher.follow(null)
      if (!(error instanceof BadgeEventsError)) throw error
      await view.problem(error)
    } finally {
      await thread.terminate()
      if (!signal.aborted) standby = context.startThread()
    }
  }

  const runAll = async (simulation: Simulation, thread: typeof standby): Promise<void> => {
    if (simulation.noHandler) return view.finish(simulation.noHandler)
    const runner = createSimulationRunner(simulation, options, context, thread, view.log)
    const stop = () => void runner.close()
    signal.addEventListener('abort', stop)
    try {
      for (const run of simulation.runs) {
        const job = createNextJob(simulation, run, options, context)
        view.start(runner.describe(job))
        const result = await Promise.race([runner.run(job), stopped])
        if (!result) return
        await showResult(result, view, previous)
      }
    } finally {
      signal.removeEventListener('abort', stop)
      await runner.close()
    }
  }

  let running: Promise<void> = Promise.resolve()
  let fail: (error: unknown) => void = () => {}
  const broken = new Promise<never>((_resolve, reject) => {
    fail = reject
  })
  const run = () => {
    running = running.then(() => (signal.aborted ? undefined : runAgain()))
    running.catch(fail)
  }
  const watcher = watchSite(project, {
    onChange(path) {
      if (!options.json) io.err(`\n${displayPath(project.root, path)} changed\n`)
      run()
    },
    onError: fail,
  })
  void watcher.ready.then(run)
  if (!options.json) io.err('watching for changes, Ctrl-C ends it\n\n')
  try {
    await Promise.race([stopped, broken])
  } finally {
    await watcher.close()
    await running.catch(() => {})
    await standby.terminate()
  }
  return 130
}

async function showResult(
  result: RunResult,
  view: RunView,
  previous: Map<string, RunResult>,
): Promise<void> {
  view.finish(result)
  const before = previous.get(result.handler)
  if (before) await view.difference(compareRuns(before, result))
  previous.set(result.handler, result)
}
