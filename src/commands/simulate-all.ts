import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import { displayPath, findProject } from '../project.js'
import type { ReportCase } from '../report/report-case.js'
import { readCannedAnswers } from '../runner/canned-answers.js'
import type { RunResult } from '../runner/result.js'
import type { Runner } from '../runner/runner.js'
import { defaultFixture, readFixtureFile } from '../simulation/fixture.js'
import { createJob } from '../simulation/job.js'
import { type Pair, pairUp, type Unpaired } from '../simulation/pairs.js'
import type { LoadedSite } from '../simulation/site.js'
import { openExpectations } from './all-expectations.js'
import { createAllView } from './all-view.js'
import { nextEvent, prepareEvent } from './event-input.js'
import type { ExpectationOutcome } from './expectation.js'
import { unlessInterrupted } from './interrupt.js'
import { refuseLoneUpdate } from './open-verdicts.js'
import { writeReport } from './report.js'
import { caseOfInvalid, caseOfRun, caseOfUnpaired } from './report-case.js'
import {
  bundleExamined,
  createSimulationRunner,
  readWorld,
  type SimulateOptions,
} from './simulation.js'
import { judged } from './verdicts.js'

/** What became of a handler with a fixture. */
export type PairOutcome = { pair: Pair; hasFailed: boolean } & (
  | { status: 'ran'; result: RunResult; expectation: ExpectationOutcome | null }
  /** The fixture is no event, or does not fit its schema. */
  | { status: 'invalid'; error: BadgeEventsError }
)

/** The whole of `--all` in figures. */
export interface AllSummary {
  outcomes: PairOutcome[]
  unpaired: Unpaired[]
  /** Files of expectations that nothing was compared with. */
  stale: string[]
  file: string
  totalMs: number
}

/**
 * `simulate --all`: runs every exported handler with every fixture of its event. Exit code 0 when all
 * passed, or did as expected.
 *
 * @see docs/ci.md
 */
export async function simulateAll(options: SimulateOptions, context: Context): Promise<number> {
  refuseEvent(options)
  refuseLoneUpdate(options)
  const startedAt = performance.now()
  const thread = context.startThread()
  try {
    const project = findProject(context.cwd, options.handler)
    const bundle = await bundleExamined(project)
    const { pairs, unpaired } = pairUp(bundle.exports, project.folder)
    const cannedAnswers = await readCannedAnswers(project.folder)
    const world = await readWorld(options, [], context)
    const site: LoadedSite = { project, bundle, cannedAnswers, world }
    const expectations = openExpectations(options, pairs, site, context)
    const view = await createAllView(options, pairs, context)
    const runner = createSimulationRunner(site, options, context, thread)
    context.signal.addEventListener('abort', () => void runner.close())
    const outcomes: PairOutcome[] = []
    try {
      for (const pair of pairs) {
        const outcome = expectations.judge(await runPair(pair, runner, site, options, context))
        outcomes.push(outcome)
        view.outcome(outcome)
      }
    } finally {
      await runner.close()
    }
    const file = displayPath(project.root, project.handlerFile)
    const totalMs = performance.now() - startedAt
    view.finish({ outcomes, unpaired, stale: expectations.stale(), file, totalMs })
    const cases = await Promise.all([
      ...outcomes.map((outcome) => caseOf(outcome, file, project.root)),
      ...unpaired.map((one) => caseOfUnpaired(one, file)),
    ])
    await writeReport(cases, options, project.root, context)
    const isBroken = pairs.length === 0 || unpaired.some((one) => one.isBroken)
    return isBroken || outcomes.some(({ hasFailed }) => hasFailed) ? 1 : 0
  } finally {
    await thread.terminate()
  }
}

/** Each in a world of its own, with the code loaded anew: what ran before has no part in it. */
async function runPair(
  pair: Pair,
  runner: Runner,
  { project, bundle }: LoadedSite,
  options: SimulateOptions,
  context: Context,
): Promise<PairOutcome> {
  const { definition, handler, path } = pair
  const { input } = options
  try {
    const fixture =
      path === null && definition
        ? defaultFixture(definition, null)
        : readFixtureFile(path ?? '', displayPath(project.root, path ?? ''))
    const prepared = await prepareEvent(definition, fixture, input)
    const event = nextEvent(prepared, input, context)
    runner.reset({ module: true })
    const job = createJob({ target: { definition, handler }, event }, bundle, context.newId)
    const result = await unlessInterrupted(() => runner.run(job), context.signal)
    return { pair, status: 'ran', result, expectation: null, hasFailed: result.status !== 'passed' }
  } catch (error) {
    if (!(error instanceof BadgeEventsError) || !isOfFixture(error)) throw error
    return { pair, status: 'invalid', error, hasFailed: true }
  }
}

function isOfFixture({ code }: BadgeEventsError): boolean {
  return code === 'FIXTURE_INVALID' || code === 'FIXTURE_NOT_FOUND' || code === 'EVENT_INVALID'
}

async function caseOf(outcome: PairOutcome, suite: string, root: string): Promise<ReportCase> {
  const { pair } = outcome
  const name = `${pair.name}${pair.path === null ? ' (built-in)' : ''} → ${pair.handler.name}`
  if (outcome.status === 'invalid') {
    const file = displayPath(root, pair.path ?? root)
    return caseOfInvalid(outcome.error, name, { suite, file })
  }
  const own = await caseOfRun(outcome.result, name)
  if (!outcome.expectation) return own
  const [one = own] = await judged([own], outcome.expectation)
  return one
}

function refuseEvent({ event }: SimulateOptions): void {
  if (event === undefined) return
  throw new BadgeEventsError('USAGE_INVALID', `--all runs every event, and "${event}" names one`, {
    hint: `Leave out one of them: badge-events simulate --all, or badge-events simulate ${event}`,
  })
}
