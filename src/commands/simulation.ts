import { resolve } from 'node:path'
import { findEvent } from '../catalog/index.js'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { WorldSettings } from '../platform/protocol.js'
import { findProject, handlersName, type Project } from '../project.js'
import type { Bundle, HandlerNote } from '../runner/bundle.js'
import { readCannedAnswers } from '../runner/canned-answers.js'
import type { HandlerExport } from '../runner/exports.js'
import { noHandlerResult } from '../runner/no-handler.js'
import { preload } from '../runner/preload.js'
import type { RunJob } from '../runner/recording.js'
import type { RunResult } from '../runner/result.js'
import type { Runner, RunnerOptions } from '../runner/runner.js'
import { selectHandlers, type Target } from '../runner/select.js'
import type { HandlerThread } from '../runner/thread.js'
import type { Fixture } from '../simulation/fixture.js'
import { createJob, type PreparedRun, toWarning } from '../simulation/job.js'
import { bundleSite, createSiteRunner, type LoadedSite } from '../simulation/site.js'
import { changeWorld, readWorldFile } from '../simulation/world.js'
import {
  type EventInputOptions,
  nextEvent,
  prepareEvent,
  readDefaultEvent,
  readGivenEvent,
} from './event-input.js'
import { type FaultWatch, parseFaults } from './faults-input.js'

export interface SimulateOptions {
  /** The first of `events`. */
  event?: string | undefined
  /** Several are a sequence. */
  events?: readonly string[]
  /** How often each event is delivered again. */
  duplicate?: number | undefined
  /** How many deliveries of each event there are at the same time. */
  concurrent?: number | undefined
  /** Delivers in another order: one of this seed, or any. */
  shuffle?: number | boolean | undefined
  allOrders?: boolean | undefined
  idempotent?: boolean | undefined
  /** Delivers again after a failure when Wix would. */
  likeWix?: boolean | undefined
  /** How much faster than Wix's time passes here. */
  speed?: number | undefined
  /** Calls of Wix modules that fail or take their time: `wix-data.insert:1`, `wix-data:800`. */
  fail?: readonly string[]
  slow?: readonly string[]
  /** Sees every run, where calls are to fail. */
  faultWatch?: FaultWatch | undefined
  /** A file that says what the site is like. */
  world?: string | undefined
  /** `member.loginEmail=…`: changes of what the event is about. */
  worldSet?: readonly string[]
  input: EventInputOptions
  handler?: string | undefined
  api?: 'v3' | 'v4' | undefined
  count?: number | undefined
  fresh?: boolean | undefined
  /** Limit of the handler, in seconds. */
  timeout: number
  liveFetch?: boolean | undefined
  /** Makes ids, chance and the clock the same in every run. */
  seed?: number | undefined
  /** Also runs the events that the handler causes. */
  follow?: boolean | undefined
  watch?: boolean | undefined
  /** `host:port` for a debugger. */
  inspect?: string | undefined
  inspectBrk?: string | undefined
  json?: boolean | undefined
  /** File that the runs are compared with; `update` writes it. */
  expect?: string | undefined
  update?: boolean | undefined
  /** File for a report in JUnit XML. */
  junit?: string | undefined
  /** TAP on stdout instead of what people read. */
  tap?: boolean | undefined
  /** Every handler with every fixture; `expect` names a folder then. */
  all?: boolean | undefined
}

/** All that is needed to run: what to run and what to send. */
export interface Simulation extends LoadedSite {
  /** In the order they run; empty when the file exports none of the handlers. */
  runs: PreparedRun[]
  /** What to report instead of a run. */
  noHandler: RunResult | null
  /** Files besides the bundle's whose change calls for another run. */
  fixtures: string[]
}

/**
 * Finds the site, bundles its handlers, and reads and checks the event.
 *
 * @param thread - loads meanwhile what stands around the handlers
 */
export async function prepareSimulation(
  options: SimulateOptions,
  context: Context,
  thread?: HandlerThread,
): Promise<Simulation> {
  const project = findProject(context.cwd, options.handler)
  const given = await readGivenEvent(options.input, context)
  const bundle = await bundleExamined(project)
  if (thread) preload(thread, bundle)
  const name = options.event ?? given?.definition?.webhookType ?? given?.eventType
  if (name === undefined || name === null) throw noEvent()
  const selection = selectHandlers(name, bundle.exports, options.api, bundle.sdk !== null)
  if (selection.status === 'no-handler') {
    const noHandler = noHandlerResult(selection, handlersName(project))
    const { readHandlerNotes } = await import('./handler-notes.js')
    noHandler.warnings.push(...(await readHandlerNotes(project, selection.wanted)).map(toWarning))
    return { project, bundle, runs: [], noHandler, world: {}, cannedAnswers: [], fixtures: [] }
  }
  const targets = given ? await targetsOf(given, selection.targets, options) : selection.targets
  const runs: PreparedRun[] = []
  const fixtures: string[] = []
  for (const target of targets) {
    const input = given ?? readDefaultEvent(name, target.definition, project.folder)
    if (input.file !== null) fixtures.push(input.file)
    runs.push({ target, event: await prepareEvent(target.definition, input, options.input) })
  }
  const cannedAnswers = await readCannedAnswers(project.folder)
  const world = await readWorld(options, runs, context)
  return { project, bundle, runs, noHandler: null, world, cannedAnswers, fixtures }
}

/**
 * The bundle of a site's handlers, with what is to be said of them.
 *
 * @throws BadgeEventsError `CODE_INVALID`, `IMPORT_UNRESOLVED`, `FILE_UNREADABLE`
 */
export function bundleExamined(project: Project): Promise<Bundle> {
  return bundleSite(project, (exports) => examineHandlers(project, exports))
}

/**
 * What the flags say of the site: the file of `--world`, and each `--set world.…`, checked against the
 * members and badges that the events are about.
 *
 * @throws BadgeEventsError `FIXTURE_NOT_FOUND`, `DATA_INVALID`, `OVERRIDE_INVALID`
 */
export async function readWorld(
  { world: file, worldSet = [] }: SimulateOptions,
  runs: readonly PreparedRun[],
  { cwd }: Context,
): Promise<WorldSettings> {
  const world = file === undefined ? {} : readWorldFile(resolve(cwd, file), file)
  return changeWorld(world, worldSet, runs)
}

/** A given event is of one version, v3 or v4: of two handlers, the one it fits gets it. */
async function targetsOf(
  given: Fixture,
  targets: Target[],
  { input }: SimulateOptions,
): Promise<Target[]> {
  if (targets.length === 1) return targets
  const named = targets.filter(({ definition }) => definition?.webhookType === given.eventType)
  if (named.length > 0) return named
  const fits = await Promise.all(
    targets.map(({ definition }) => prepareEvent(definition, given, input).then(isTrue, isFalse)),
  )
  const fitting = targets.filter((_target, index) => fits[index])
  return fitting.length > 0 ? fitting : targets.slice(0, 1)
}

const isTrue = () => true
const isFalse = () => false

/** The runner of a simulation; a run that ends its thread gets a new one of the same kind. */
export function createSimulationRunner(
  { project, bundle, cannedAnswers, world }: LoadedSite,
  options: SimulateOptions,
  { startThread }: Context,
  firstThread: HandlerThread,
  onLog?: RunnerOptions['onLog'],
): Runner {
  const { liveFetch, seed, count } = options
  const faults = parseFaults(options.fail ?? [], options.slow ?? [])
  const isDebugged = options.inspect !== undefined || options.inspectBrk !== undefined
  const runner = createSiteRunner(
    { project, bundle, cannedAnswers, world, liveFetch, seed, live: count === undefined, faults },
    {
      timeoutMs: isDebugged ? null : options.timeout * 1000,
      fresh: options.fresh === true,
      startThread,
      firstThread,
      ...(onLog && { onLog }),
    },
  )
  return options.faultWatch ? watched(runner, options.faultWatch) : runner
}

function watched(runner: Runner, { see }: FaultWatch): Runner {
  return {
    ...runner,
    async run(job) {
      const result = await runner.run(job)
      see(result)
      return result
    },
    async runTogether(jobs) {
      const results = await runner.runTogether(jobs)
      results.forEach(see)
      return results
    },
  }
}

/** What Wix will not call although it runs here. */
async function examineHandlers(
  project: Project,
  exports: readonly HandlerExport[],
): Promise<HandlerNote[]> {
  const names = exports.map(({ name }) => name).filter((name) => findEvent(name))
  const { readHandlerNotes } = await import('./handler-notes.js')
  const notes = await readHandlerNotes(project, names)
  return notes.filter(
    ({ handler, file }) => (handler !== null && names.includes(handler)) || file !== undefined,
  )
}

/** One event for the runner, with an id of its own. */
export function createNextJob(
  { bundle }: Pick<LoadedSite, 'bundle'>,
  { target, event }: PreparedRun,
  { input }: SimulateOptions,
  context: Context,
): RunJob {
  return createJob({ target, event: nextEvent(event, input, context) }, bundle, context.newId)
}

function noEvent(): BadgeEventsError {
  return new BadgeEventsError('USAGE_INVALID', 'Which event? None was named', {
    hint: 'badge-events simulate assigned. `badge-events events` lists them.',
  })
}
