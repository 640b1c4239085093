import { existsSync } from 'node:fs'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import { displayPath, handlersName, type Project } from '../project.js'
import type { Bundle } from '../runner/bundle.js'
import { readCannedAnswers } from '../runner/canned-answers.js'
import type { RunJob } from '../runner/recording.js'
import type { LogEntry, RunResult } from '../runner/result.js'
import { failureText } from './run-target-failure.js'
import {
  bundleAndStamp,
  changedFile,
  type Stamps,
  stampOf,
  whenQuiet,
} from './run-target-stamps.js'
import { createSimulationRunner, readWorld, type SimulateOptions } from './simulation.js'
import { sourceFiles, watchSite } from './site-watcher.js'

/** A site's code that is loaded anew when one of its files has changed. */
export interface ReloadedSite {
  /** Does some work after all that was asked for before, so that no reload falls into a run. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** The code as it is on disk now. To be called in turn. */
  load(): Promise<RunningSite | BrokenSite>
  /** Ends the thread and the watching, when what is under way has ended. */
  close(): Promise<void>
}

export interface RunningSite {
  status: 'running'
  bundle: Bundle
  stamps: Stamps
  /** Broken when the code throws while it is loaded, or asks for data that cannot be read. */
  run(job: RunJob): Promise<{ status: 'ran'; result: RunResult } | BrokenSite>
  /** Ends what runs; the next run gets a new thread. */
  stop(): Promise<void>
  /** Ends the thread for good. */
  close(): Promise<void>
}

export interface BrokenSite {
  status: 'broken'
  error: BadgeEventsError
  /** The files of which one has to change before it is tried again; null when every delivery may try. */
  stamps: Stamps | null
}

export interface SiteEvents {
  onReload(file: string): void
  onBroken(error: BadgeEventsError): void
  onLog(entry: LogEntry): void
}

/**
 * Loads a site and keeps it up to date. Besides being told of changes it looks at the files before
 * each run: a delivery right after a save gets the new code, also where a file system tells nothing.
 *
 * @throws BadgeEventsError for a world that cannot be read; all else that is wrong with the site is
 * reported to `onBroken`
 */
export async function createReloadedSite(
  project: Project,
  options: SimulateOptions,
  context: Context,
  events: SiteEvents,
): Promise<ReloadedSite> {
  const { handlerFile, root } = project
  const name = handlersName(project)
  const world = await readWorld(options, [], context)
  let state: RunningSite | BrokenSite | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let isClosed = false

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work)
    queue = done.catch(() => {})
    return done
  }

  const reload = async (changed: string): Promise<RunningSite | BrokenSite> => {
    if (state?.status === 'running') await state.close()
    const next = await prepare()
    if (next.status === 'broken') return breakDown(next)
    state = next
    events.onReload(displayPath(root, changed))
    return next
  }

  const prepare = async (): Promise<RunningSite | BrokenSite> => {
    try {
      return await start()
    } catch (error) {
      return { status: 'broken', error: asProblem(error, name), stamps: null }
    }
  }

  const start = async (): Promise<RunningSite> => {
    if (!existsSync(handlerFile)) throw handlerFileGone(name)
    const { bundle, stamps } = await bundleAndStamp(project)
    const cannedAnswers = await readCannedAnswers(project.folder)
    // It starts while nobody waits for it, and is there when the first delivery comes.
    const thread = context.startThread()
    try {
      const site = { project, bundle, world, cannedAnswers }
      const runner = createSimulationRunner(site, options, context, thread, events.onLog)
      const close = async (): Promise<void> => {
        await runner.close()
        await thread.terminate()
      }
      const giveUp = async (error: BadgeEventsError): Promise<BrokenSite> => {
        await close()
        return breakDown({ status: 'broken', error, stamps })
      }
      watcher.follow(sourceFiles(bundle.inputs, project))
      return {
        status: 'running',
        bundle,
        stamps,
        async run(job) {
          try {
            const result = await runner.run(job)
            if (result.error?.kind !== 'threw-on-load') return { status: 'ran', result }
            return await giveUp(notLoaded(name, result))
          } catch (error) {
            return giveUp(asProblem(error, name))
          }
        },
        stop: () => runner.close(),
        close,
      }
    } catch (error) {
      await thread.terminate()
      throw error
    }
  }

  const breakDown = (broken: BrokenSite): BrokenSite => {
    const isNews = state?.status !== 'broken' || state.error.message !== broken.error.message
    state = broken
    // Whatever is missing may turn up anywhere.
    watcher.follow(null)
    if (isNews) events.onBroken(broken.error)
    return broken
  }

  let watchFailed = () => {}
  const unwatched = new Promise<void>((resolve) => {
    watchFailed = resolve
  })
  const watcher = watchSite(project, {
    onChange: (path) =>
      void inTurn(async () => {
        if (!isClosed && state?.stamps?.get(path) !== stampOf(path)) await reload(path)
      }),
    // What the watcher misses is seen before the next run.
    onError: watchFailed,
  })
  const first = await prepare()
  if (first.status === 'broken') breakDown(first)
  else state = first
  await Promise.race([watcher.ready, unwatched])

  return {
    inTurn,
    async load() {
      const loaded = state ?? first
      const changed = loaded.stamps ? changedFile(loaded.stamps) : handlerFile
      if (changed === undefined) return loaded
      await whenQuiet(changed)
      return reload(changed)
    },
    async close() {
      isClosed = true
      await watcher.close()
      await queue
      if (state?.status === 'running') await state.close()
    },
  }
}

function handlerFileGone(file: string): BadgeEventsError {
  return new BadgeEventsError('HANDLER_FILE_NOT_FOUND', `There is no file ${file} any more`, {
    hint: 'Put it back; what was received waits for it.',
  })
}

function notLoaded(file: string, result: RunResult): BadgeEventsError {
  const message = `${file} fails while it is loaded: ${failureText(result)}`
  return new BadgeEventsError('CODE_INVALID', message, {
    hint: 'No handler can be called before this is mended; what was received waits for it.',
    ...(result.error?.frame && { frame: result.error.frame }),
  })
}

/** A file may vanish while it is read, during a checkout for one. */
function asProblem(error: unknown, file: string): BadgeEventsError {
  if (error instanceof BadgeEventsError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new BadgeEventsError('FILE_UNREADABLE', `Cannot load ${file}: ${message}`, {
    cause: error,
  })
}
