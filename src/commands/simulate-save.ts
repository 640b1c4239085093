import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { EventDefinition } from '../catalog/index.js'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { SavedTest } from '../output/render/saved-test.js'
import type { Project } from '../project.js'
import type { HandlerThread } from '../runner/thread.js'
import type { PreparedRun } from '../simulation/job.js'
import { type CaseFiles, caseFiles, refuseExisting } from './case-files.js'
import { unlessInterrupted } from './interrupt.js'
import { runAgain } from './run-again.js'
import { createRunView } from './run-view.js'
import { tellSaved, writeCase } from './save-case.js'
import {
  createNextJob,
  createSimulationRunner,
  type SimulateOptions,
  type Simulation,
} from './simulation.js'

export interface SaveTestOptions {
  /** Name of the case; true for the next that is free. */
  saveTest?: string | true | undefined
  /** Replaces files that are there. */
  force?: boolean | undefined
}

/** Runs the event, and keeps it and what it did as a fixture and a test beside it. */
export async function runAndSave(
  simulation: Simulation,
  options: SimulateOptions & SaveTestOptions,
  context: Context,
  thread: HandlerThread,
): Promise<number> {
  const { project } = simulation
  const { signal } = context
  const force = options.force === true
  refuseWorld(options)
  refuseSdk(simulation.runs)
  const cases = simulation.runs.map((run) => ({ run, files: filesOf(run, project, options) }))
  const paths = cases.flatMap(({ files }) => [files.fixture, files.test])
  refuseExisting(paths, force)

  const view = await createRunView(options, context)
  let isShown = true
  const runner = createSimulationRunner(simulation, options, context, thread, (entry) => {
    if (isShown) view.log(entry)
  })
  signal.addEventListener('abort', () => void runner.close())
  const saved: SavedTest[] = []
  let failed = 0
  for (const { run, files } of cases) {
    // The case before has left the clock ahead, and each test has a world of its own.
    const job = { ...createNextJob(simulation, run, options, context), clockAheadMs: 0 }
    runner.reset({ module: true })
    view.start(runner.describe(job))
    const startedAt = context.now()
    isShown = true
    const result = await unlessInterrupted(() => runner.run(job), signal)
    view.finish(result)
    if (result.status !== 'passed') failed += 1
    isShown = false
    const pair = await unlessInterrupted(() => runAgain(runner, job, result, startedAt), signal)
    const handler = run.target.handler.name
    saved.push(writeCase({ files, event: job.input, handler, pair }, project, force))
  }
  if (!options.json) context.io.err('\n')
  await tellSaved(saved, project, options.json === true, context)
  return failed === 0 ? 0 : 1
}

function filesOf(
  { target: { definition, handler } }: PreparedRun,
  project: Project,
  { saveTest = true }: SaveTestOptions,
): CaseFiles {
  if (!definition) {
    throw new BadgeEventsError(
      'USAGE_INVALID',
      `${handler.name} is not in the catalog, so a test cannot make its event`,
      { hint: '--save-test is for the events that `badge-events events` lists.' },
    )
  }
  if (saveTest === true) return nextFree(definition, project)
  if (/^[\w-]+(\.[\w-]+)*$/.test(saveTest)) return filesNamed(definition, saveTest, project)
  throw new BadgeEventsError('USAGE_INVALID', `"${saveTest}" is no name for a case`, {
    hint: 'Letters, digits, "-", "_" and "." make one: --save-test third-badge',
  })
}

/** `case-1`, `case-2`, …: the first of which neither file is there. */
function nextFree(definition: EventDefinition, project: Project): CaseFiles {
  for (let number = 1; ; number += 1) {
    const files = filesNamed(definition, `case-${number}`, project)
    if (!existsSync(files.fixture) && !existsSync(files.test)) return files
  }
}

function filesNamed({ key }: EventDefinition, name: string, project: Project): CaseFiles {
  return caseFiles(join(project.folder, 'fixtures', `${key}.${name}.json`), project)
}

/** A fixture holds the event alone, and tests know the site by its files. */
/** The test imports a handler by its name, and one that is registered has none. */
function refuseSdk(runs: readonly PreparedRun[]): void {
  const registered = runs.find(({ target }) => target.handler.shape === 'sdk')
  if (!registered) return
  const { name } = registered.target.handler
  throw new BadgeEventsError(
    'USAGE_INVALID',
    `--save-test writes tests of Velo handlers, and ${name} is registered with the SDK`,
    { hint: 'badge-events simulate --all --expect keeps what such handlers do.' },
  )
}

function refuseWorld({ worldSet = [] }: SimulateOptions): void {
  const [first] = worldSet
  if (first === undefined) return
  throw new BadgeEventsError('USAGE_INVALID', `--save-test cannot keep --set world.${first}`, {
    hint: 'Put the member, badge or contact into badge-events/data, where tests find it too.',
  })
}
