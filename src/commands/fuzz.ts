import { readFileSync } from 'node:fs'
import { toJsonSchema } from '../catalog/schema.js'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { SearchLimits } from '../fuzz/search.js'
import type { HandlerThread } from '../runner/thread.js'
import type { PreparedRun } from '../simulation/job.js'
import { addNoHandler, addOutcome, createReport, type FuzzReport } from './fuzz-report.js'
import { createProgress } from './progress.js'
import { prepareSimulation, type SimulateOptions, type Simulation } from './simulation.js'

export interface FuzzOptions
  extends Pick<
    SimulateOptions,
    'world' | 'worldSet' | 'input' | 'handler' | 'api' | 'timeout' | 'json'
  > {
  event: string
  /** The most events to try for each handler. */
  runs?: number | undefined
  /** The longest time for all of them, in ms. */
  time?: number | undefined
  seed?: number | undefined
  /** Writes the events that fail as fixtures. */
  save: boolean
  /** Folder for them; without it `badge-events/fixtures`. */
  output?: string | undefined
}

const defaultRuns = 5000
const defaultTimeMs = 30_000

/**
 * `fuzz`: tries variants of an event on a site's handlers, and shows the smallest ones that they fail
 * with. Exit code 0 when there are none.
 */
export async function fuzzRun(options: FuzzOptions, context: Context): Promise<number> {
  const { io, signal, newId } = context
  const thread = context.startThread()
  try {
    const simulation = await prepareSimulation(options, context)
    const seed = options.seed ?? Number.parseInt(newId().slice(0, 6), 16)
    const report = createReport(options, seed)
    if (simulation.noHandler) addNoHandler(report, simulation.noHandler)
    for (const run of simulation.runs) {
      if (signal.aborted) break
      await searchHandler(simulation, run, options, context, thread, report)
    }
    if (options.json) io.out(`${JSON.stringify(report)}\n`)
    else await renderForPeople(report, context)
    if (signal.aborted) return 130
    return report.failures.length === 0 ? 0 : 1
  } finally {
    await thread.terminate()
  }
}

async function searchHandler(
  simulation: Simulation,
  run: PreparedRun,
  options: FuzzOptions,
  context: Context,
  thread: HandlerThread,
  report: FuzzReport,
): Promise<void> {
  const { definition, handler } = run.target
  if (definition === null) throw noSchema(handler.name)
  // fast-check and zod take a moment to load, and the worker starts meanwhile.
  const [{ searchFailures }, { readShapes }, { readDictionary }, { createHandlerTarget }, schema] =
    await Promise.all([
      import('../fuzz/search.js'),
      import('../fuzz/shape.js'),
      import('../fuzz/dictionary.js'),
      import('./fuzz-target.js'),
      toJsonSchema(definition.key),
    ])
  const firstThread = report.handlers.length === 0 ? thread : context.startThread()
  const target = createHandlerTarget(
    simulation,
    run,
    options.timeout * 1000,
    options.input.asIs === true,
    context,
    firstThread,
  )
  const limits = limitsOf(options, simulation.runs.length)
  const progress = createProgress('event', context)
  try {
    const outcome = await searchFailures({
      fixture: run.event,
      shapes: readShapes(schema),
      target,
      dictionary: readDictionary(ownSources(simulation)),
      limits,
      seed: report.seed,
      signal: context.signal,
      clock: () => performance.now(),
      onProgress: (tried, failures) => progress.show(tried, limits.runs, failures),
    })
    await addOutcome(report, outcome, target.head, simulation, options, context)
  } finally {
    progress.clear()
    await target.close()
  }
}

/** Both limits are there unless one of them was chosen: who asks for 5 minutes means 5 minutes. */
function limitsOf({ runs, time }: FuzzOptions, handlers: number): SearchLimits {
  const isChosen = runs !== undefined || time !== undefined
  const timeMs = time ?? (isChosen ? null : defaultTimeMs)
  return {
    runs: runs ?? (isChosen ? null : defaultRuns),
    timeMs: timeMs === null ? null : timeMs / handlers,
  }
}

/** What the site's own files say, the handlers first. */
function ownSources({ bundle, project: { handlerFile } }: Simulation): string[] {
  const isOwn = (path: string): boolean => !/[\\/]node_modules[\\/]/.test(path)
  const others = bundle.inputs.filter((path) => isOwn(path) && path !== handlerFile).sort()
  return [handlerFile, ...others].map((path) => readFileSync(path, 'utf8'))
}

async function renderForPeople(report: FuzzReport, { io }: Context): Promise<void> {
  const [{ createTheme }, { renderFuzz }] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/fuzz.js'),
  ])
  io.out(renderFuzz(report, { theme: await createTheme(io.outColour), columns: io.columns }))
}

function noSchema(handler: string): BadgeEventsError {
  return new BadgeEventsError(
    'USAGE_INVALID',
    `The event of ${handler} is not in the catalog, so there is no schema to make variants from`,
    { hint: '`badge-events events` lists the events that fuzz knows.' },
  )
}
