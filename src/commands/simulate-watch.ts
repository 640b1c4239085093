import { statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { watch } from 'chokidar'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import { displayPath, findProject, type Project } from '../project.js'
import { compareRuns } from '../runner/compare.js'
import type { RunResult } from '../runner/result.js'
import { interrupted } from './interrupt.js'
import { createRunView, type RunView } from './run-view.js'
import {
  createJob,
  createSimulationRunner,
  prepareSimulation,
  type SimulateOptions,
  type Simulation,
} from './simulation.js'

/** Editors write a file in several steps; the last one counts. In ms. */
const quietMs = 8
/** chokidar passes over what happens to a file within 50 ms of a change, as a formatter on save does. */
const lookAgainMs = 60

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
  let watched: Set<string> | null = null
  let standby = context.startThread()
  const watcher = watch(watchedFolders(project), {
    ignoreInitial: true,
    ignored: (path) =>
      /[\\/](node_modules|\.badge-events|\.git)([\\/]|$)/.test(relative(project.root, path)),
  })

  const runAgain = async (): Promise<void> => {
    const thread = standby
    try {
      const simulation = await prepareSimulation(options, context)
      watched = filesOf(simulation, project)
      // A fixture or a linked package may lie anywhere.
      watcher.add([...watched])
      await runAll(simulation, thread)
    } catch (error) {
      // Whatever is missing or broken may be mended by the next change.
      watched = null
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
        const job = createJob(simulation, run, options, context)
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

  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const broken = new Promise<never>((_resolve, reject) => {
    const run = () => {
      running = running.then(() => (signal.aborted ? undefined : runAgain()))
      running.catch(reject)
    }
    watcher.on('error', reject)
    watcher.on('ready', run)
    const changedAt = new Map<string, number>()
    const changed = (path: string): void => {
      changedAt.set(path, modifiedAt(path))
      setTimeout(() => {
        if (modifiedAt(path) !== changedAt.get(path)) changed(path)
      }, lookAgainMs).unref()
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (!options.json) io.err(`\n${displayPath(project.root, path)} changed\n`)
        run()
      }, quietMs)
    }
    watcher.on('all', (_event, path) => {
      if (!watched || isWatched(watched, path, project)) changed(path)
    })
  })
  if (!options.json) io.err('watching for changes, Ctrl-C ends it\n\n')
  try {
    await Promise.race([stopped, broken])
  } finally {
    clearTimeout(timer)
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

/** All files that the outcome depends on. */
function filesOf({ bundle, fixtures }: Simulation, { root }: Project): Set<string> {
  return new Set([...bundle.inputs, ...fixtures, join(root, '.env'), join(root, '.env.local')])
}

function isWatched(files: Set<string>, path: string, { folder }: Project): boolean {
  return files.has(path) || path.startsWith(folder + sep)
}

/** The folder that imports count from, the site's own folder, and the files with secrets. */
function watchedFolders({ root, handlerFile, folder }: Project): string[] {
  return [
    dirname(dirname(handlerFile)).startsWith(root)
      ? dirname(dirname(handlerFile))
      : dirname(handlerFile),
    folder,
    join(root, '.env'),
    join(root, '.env.local'),
  ]
}

/** Time of a file's last change; 0 when it is not there. */
function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
