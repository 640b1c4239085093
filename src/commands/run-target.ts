import type { Context } from '../context.js'
import type { Delivery, DeliveryOutcome, Target } from '../delivery/types.js'
import type { BadgeEventsError } from '../errors.js'
import { findProject, handlersName } from '../project.js'
import type { LogEntry, RunResult } from '../runner/result.js'
import { failureText, firstLine } from './run-target-failure.js'
import { findHandlers } from './run-target-handler.js'
import { type BrokenSite, createReloadedSite } from './run-target-site.js'
import { createNextJob, type SimulateOptions } from './simulation.js'

export interface RunTargetOptions {
  /** The file that exports the handlers, relative to the current folder. */
  handler?: string | undefined
  /** Limit of a handler, in seconds. */
  timeoutSeconds: number
  /** A file that says what the site is like. */
  world?: string | undefined
  liveFetch?: boolean | undefined
  context: Context
  /** The site's code was loaded anew because of a file, relative to the site where it is inside. */
  onReload(file: string): void
  /** The site's code cannot be loaded; called once for each different error, until it is mended. */
  onBroken(error: BadgeEventsError): void
  /** What a handler logs, as it comes. */
  onLog?(deliveryId: string, entry: LogEntry): void
}

/** The local handlers as a place that deliveries go to. */
export interface RunTarget extends Target {
  /** The handler file, relative to the site where it is inside. */
  readonly file: string
}

/**
 * Runs deliveries in the site's `events.js`, one after another in one loaded module, as a warm
 * container on Wix does. The world (collections, members) is seeded once for each loaded module and
 * kept from one delivery to the next, as `simulate -n` keeps it; a changed file, a time-out or a
 * crash starts over from the seeds. Each event is handed over as it was delivered: same id, same
 * time, fields that nobody knows included.
 *
 * A handler that fails is final, since nothing is known of Wix trying again. Code that cannot be
 * loaded is no outcome of a delivery: it waits (`down`) until the code is mended.
 *
 * @throws BadgeEventsError `SITE_NOT_FOUND`, `HANDLER_FILE_NOT_FOUND`; and for `world`
 * `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`, `DATA_INVALID`
 */
export async function createRunTarget(options: RunTargetOptions): Promise<RunTarget> {
  const { context } = options
  const project = findProject(context.cwd, options.handler)
  const file = handlersName(project)
  const closing = new AbortController()
  let current = ''
  const simulate: SimulateOptions = {
    timeout: options.timeoutSeconds,
    world: options.world,
    liveFetch: options.liveFetch,
    input: { set: [], unset: [], validate: false, asIs: true },
  }
  const site = await createReloadedSite(project, simulate, context, {
    onReload: options.onReload,
    onBroken: options.onBroken,
    onLog: (entry) => options.onLog?.(current, entry),
  })

  const run = async (delivery: Delivery, signals: readonly AbortSignal[]): Promise<Outcome> => {
    if (isAborted(signals)) return interrupted
    const loaded = await site.load()
    if (isAborted(signals)) return interrupted
    if (loaded.status === 'broken') return down(loaded)
    const found = findHandlers(delivery, loaded.bundle, file)
    if (found.status === 'none') return { status: 'skipped', reason: found.reason }
    current = delivery.id
    const { event } = delivery
    const results: RunResult[] = []
    for (const target of found.targets) {
      const job = createNextJob(loaded, { target, event }, simulate, context)
      const ran = await unlessAborted(loaded.run(job), signals)
      if (ran === undefined) {
        await loaded.stop()
        return interrupted
      }
      if (ran.status === 'broken') return down(ran)
      results.push(ran.result)
    }
    const failed = results.find(({ status }) => status !== 'passed')
    if (!failed) return { status: 'delivered', results }
    // What the code registers shows only when it is loaded.
    const isUnhandled = failed.status === 'no-handler' && results.length === 1
    if (isUnhandled) return { status: 'skipped', reason: failed.error?.message ?? 'no handler' }
    return { status: 'failed', reason: failureText(failed), results }
  }

  return {
    name: `run ${file}`,
    file,
    deliver: (delivery, signal) =>
      site.inTurn(async () => {
        const startedAt = performance.now()
        const outcome = await run(delivery, [signal, closing.signal])
        return { durationMs: performance.now() - startedAt, ...outcome }
      }),
    async close() {
      closing.abort()
      await site.close()
    },
  }
}

type Outcome = DeliveryOutcome extends infer Each
  ? Each extends DeliveryOutcome
    ? Omit<Each, 'durationMs'>
    : never
  : never

const interrupted = { status: 'retry', reason: 'interrupted' } as const

function down({ error }: BrokenSite): Outcome {
  return { status: 'down', reason: firstLine(error.message) }
}

function isAborted(signals: readonly AbortSignal[]): boolean {
  return signals.some(({ aborted }) => aborted)
}

/**
 * The outcome of some work; undefined when a signal comes first. Not by `AbortSignal.any`: what it
 * makes may live as long as the signals, and these outlive many thousand deliveries.
 */
async function unlessAborted<T>(
  work: Promise<T>,
  signals: readonly AbortSignal[],
): Promise<T | undefined> {
  let stop = () => {}
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined)
  })
  for (const signal of signals) signal.addEventListener('abort', stop)
  try {
    return await Promise.race([work, aborted])
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', stop)
  }
}
