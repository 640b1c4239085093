import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { definitions } from '../catalog/index.js'
import type { Context } from '../context.js'
import type { Delivery } from '../delivery/types.js'
import { BadgeEventsError } from '../errors.js'
import { eventTypeOf } from '../event/normalise.js'
import type { EventObject } from '../event/types.js'
import { noExtensions } from '../extensions.js'
import type { SavedTest } from '../output/render/saved-test.js'
import { displayPath, findProject, findSiteRoot, type Project } from '../project.js'
import { readCannedAnswers } from '../runner/canned-answers.js'
import { eventOfFixture } from '../simulation/fixture-event.js'
import { createJob } from '../simulation/job.js'
import type { RunPair } from '../test-file/assertions.js'
import { type CaseFiles, caseFiles, refuseExisting } from './case-files.js'
import { unlessInterrupted } from './interrupt.js'
import { runAgain } from './run-again.js'
import { findHandlers } from './run-target-handler.js'
import { writeCase } from './save-case.js'
import { bundleExamined, createSimulationRunner, type SimulateOptions } from './simulation.js'

export interface CapturedTest extends SavedTest {
  project: Project
}

export interface CaptureTestOptions {
  /** Absolute; without it, a name of its own among the site's fixtures. */
  output: string | undefined
  /** The file that exports the handlers, relative to the current folder. */
  handler?: string | undefined
  force: boolean
}

const options: SimulateOptions = {
  timeout: 14,
  input: { set: [], unset: [], validate: false, asIs: true },
}

/**
 * Writes a delivery as a fixture, and beside it a test that expects what the site's handler does with it
 * now. Where the site has no handler for it yet, the test only delivers the event.
 *
 * @param event - the event as it is to be written
 * @throws BadgeEventsError `USAGE_INVALID` for an event that no handler gets, `FILE_UNWRITABLE`,
 *   `HANDLER_FILE_NOT_FOUND`, and what is wrong with the code
 */
export async function captureTest(
  delivery: Delivery,
  event: EventObject,
  { output, handler: handlerFile, force }: CaptureTestOptions,
  context: Context,
): Promise<CapturedTest> {
  const handler = handlerOf(delivery)
  const project = siteOf(context, handlerFile)
  const fallback = join(project.folder, 'fixtures', `${delivery.key}.${delivery.id}.json`)
  const files = caseFiles(output ?? fallback, project)
  refuseUnnamed(files, delivery, event)
  refuseExisting([files.fixture, files.test], force)
  const ran = await runDelivery(delivery, event, project, context)
  const pair = ran.status === 'ran' ? ran.pair : null
  const saved = writeCase({ files, event, handler, pair }, project, force)
  const note =
    ran.status === 'none' ? `${ran.reason}, so what the test expects is left to you.` : saved.note
  return { ...saved, note, project }
}

function handlerOf({ key, eventType }: Delivery): string {
  const handler = definitions.find((definition) => definition.key === key)?.veloHandler
  if (handler) return handler
  throw new BadgeEventsError('USAGE_INVALID', `No Velo handler is known that gets ${eventType}`, {
    hint: 'Without --test its event is written as a fixture alone.',
  })
}

/** The site, with the handler file that Wix looks for where there is none yet. */
function siteOf({ cwd }: Context, handler: string | undefined): Project {
  try {
    return findProject(cwd, handler)
  } catch (error) {
    const root = findSiteRoot(cwd)
    const isMissing = error instanceof BadgeEventsError && error.code === 'HANDLER_FILE_NOT_FOUND'
    if (!isMissing || handler !== undefined || root === null) throw error
    const [folder, cacheDir] = [join(root, 'badge-events'), join(root, '.badge-events/cache')]
    const handlerFile = join(root, 'src/backend/events.js')
    return { root, handlerFile, extensions: noExtensions, folder, cacheDir }
  }
}

/** A test makes its event of the fixture, by name, and has to know which event that is. */
function refuseUnnamed({ fixture, name }: CaseFiles, { key }: Delivery, event: EventObject): void {
  const isJson = fixture.endsWith('.json')
  const named = eventOfFixture(basename(fixture, '.json'), eventTypeOf(event))
  if (isJson && named?.key === key) return
  const problem = isJson
    ? `${name} would be taken for ${named ? `the event ${named.key}` : 'no event'}, and it is ${key}`
    : `A fixture that a test names ends in .json, and ${fixture} does not`
  throw new BadgeEventsError('USAGE_INVALID', problem, {
    hint: `For example -o badge-events/fixtures/${key}.real.json, or no -o at all.`,
  })
}

type Ran = { status: 'ran'; pair: RunPair } | { status: 'none'; reason: string }

/** Runs the event in the handler that Wix would call, as `replay` does. */
async function runDelivery(
  delivery: Delivery,
  event: EventObject,
  project: Project,
  context: Context,
): Promise<Ran> {
  const file = displayPath(project.root, project.handlerFile)
  if (!existsSync(project.handlerFile)) return { status: 'none', reason: `There is no ${file} yet` }
  const bundle = await bundleExamined(project)
  // A test is written for a Velo handler.
  const exports = bundle.exports.filter(({ shape }) => shape === undefined)
  const found = findHandlers(delivery, { exports, sdk: null }, file)
  if (found.status === 'none') return found
  const [target] = found.targets
  if (!target) return { status: 'none', reason: `No handler in ${file} gets it` }
  const cannedAnswers = await readCannedAnswers(project.folder)
  const thread = context.startThread()
  const runner = createSimulationRunner(
    { project, bundle, cannedAnswers },
    options,
    context,
    thread,
  )
  try {
    const job = createJob({ target, event }, bundle, context.newId)
    const startedAt = context.now()
    const run = async (): Promise<RunPair> =>
      runAgain(runner, job, await runner.run(job), startedAt)
    return { status: 'ran', pair: await unlessInterrupted(run, context.signal) }
  } finally {
    await runner.close()
    await thread.terminate()
  }
}
