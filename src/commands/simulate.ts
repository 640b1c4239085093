import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { HandlerThread } from '../runner/thread.js'
import { isSeveral } from './delivery-plan.js'
import { watchFaults } from './faults-input.js'
import { followUps, loopText, maxDepth, type QueuedRun } from './follow-ups.js'
import { unlessInterrupted } from './interrupt.js'
import { openVerdicts } from './open-verdicts.js'
import { createRunView } from './run-view.js'
import { seededContext } from './seeded-context.js'
import type { SaveTestOptions } from './simulate-save.js'
import type { SimulateToOptions } from './simulate-to.js'
import {
  createNextJob,
  createSimulationRunner,
  prepareSimulation,
  type SimulateOptions,
  type Simulation,
} from './simulation.js'
import type { Verdicts } from './verdicts.js'

/** `simulate`: runs a site's handler with an event and shows what it did. Exit code 0 when every run passed. */
export async function simulateRun(
  asked: SimulateOptions & Partial<SimulateToOptions> & SaveTestOptions,
  given: Context,
): Promise<number> {
  const options = withSameEvents(asked)
  const context = options.seed === undefined ? given : seededContext(given, options.seed)
  const { to } = options
  refuseSpeed(options)
  refuseSeveral(options)
  if (to !== undefined) {
    const { simulateToRun } = await import('./simulate-to.js')
    return simulateToRun({ ...options, to }, context)
  }
  refuseSendFlags(options)
  refuseForce(options)
  const faultWatch = watchFaults(options) ?? undefined
  const exitCode = await simulateHere({ ...options, faultWatch }, context)
  for (const remark of faultWatch?.remarks() ?? []) {
    context.io.err(options.json ? `${JSON.stringify({ note: remark })}\n` : `\n! ${remark}\n`)
  }
  return exitCode
}

/** Runs handlers on this machine. */
async function simulateHere(
  options: SimulateOptions & SaveTestOptions,
  context: Context,
): Promise<number> {
  if (options.all) return (await import('./simulate-all.js')).simulateAll(options, context)
  if (options.watch) return (await import('./simulate-watch.js')).simulateWatch(options, context)
  const thread = await startThread(options, context)
  try {
    const story = await storyOf(options)
    if (story) return await story(options, context, thread)
    const simulation = await prepareSimulation(options, context, thread)
    noteUnchecked(simulation, options, context)
    const events = simulation.runs.map(({ event }) => event)
    const verdicts = await openVerdicts(options, simulation, events, context)
    if (options.count !== undefined && !simulation.noHandler) {
      const { runMany } = await import('./simulate-many.js')
      return await runMany(simulation, options.count, options, context, thread, verdicts)
    }
    if (options.saveTest !== undefined && !simulation.noHandler) {
      const { runAndSave } = await import('./simulate-save.js')
      return await runAndSave(simulation, options, context, thread)
    }
    if (options.inspectBrk !== undefined) {
      const { withBreakpoints } = await import('../runner/breakpoint.js')
      const handlers = simulation.runs.map(({ target }) => target.handler)
      simulation.bundle = withBreakpoints(simulation.bundle, handlers)
    }
    return await runEach(simulation, options, context, thread, verdicts)
  } finally {
    await thread.terminate()
  }
}

type StoryRun = (
  options: SimulateOptions,
  context: Context,
  thread: HandlerThread,
) => Promise<number>

/** What runs more than one delivery of one event; undefined for that. */
async function storyOf(options: SimulateOptions): Promise<StoryRun | undefined> {
  if (options.idempotent) return (await import('./simulate-idempotent.js')).simulateIdempotent
  if (options.likeWix) return (await import('./simulate-resent.js')).simulateResent
  if (options.allOrders) return (await import('./simulate-orders.js')).simulateOrders
  return isSeveral(options)
    ? (await import('./simulate-deliveries.js')).simulateDeliveries
    : undefined
}

async function runEach(
  simulation: Simulation,
  options: SimulateOptions,
  context: Context,
  thread: HandlerThread,
  verdicts: Verdicts | null,
): Promise<number> {
  const view = await createRunView(options, context)
  if (simulation.noHandler) {
    view.finish(simulation.noHandler)
    verdicts?.add(simulation.noHandler)
    await verdicts?.finish()
    return 1
  }
  const runner = createSimulationRunner(simulation, options, context, thread, view.log)
  context.signal.addEventListener('abort', () => void runner.close())
  let failed = 0
  const queue: QueuedRun[] = simulation.runs.map((run) => ({ run, depth: 0 }))
  for (let next = queue.shift(); next; next = queue.shift()) {
    const job = createNextJob(simulation, next.run, options, context)
    view.start(runner.describe(job))
    const result = await unlessInterrupted(() => runner.run(job), context.signal)
    view.finish(result)
    verdicts?.add(result)
    if (result.status !== 'passed') failed += 1
    if (!options.follow) continue
    const caused = followUps(result, simulation.bundle.exports, next.depth + 1)
    if (caused.length > 0 && next.depth >= maxDepth) {
      view.note(loopText(caused))
      verdicts?.addProblem('--follow', loopText(caused))
      await verdicts?.finish()
      return 1
    }
    queue.push(...caused)
  }
  return verdicts ? verdicts.finish() : failed === 0 ? 0 : 1
}

/** A handler may make a hash of the event id: what is compared with another run gets the same one. */
function withSameEvents<T extends SimulateOptions>(options: T): T {
  if (options.expect === undefined) return options
  return { ...options, input: { ...options.input, asIs: true } }
}

async function startThread(options: SimulateOptions, context: Context): Promise<HandlerThread> {
  const address = options.inspectBrk ?? options.inspect
  if (address === undefined) return context.startThread()
  const { startInspectedChild } = await import('../runner/inspected-child.js')
  return startInspectedChild(address, context.io.err)
}

function noteUnchecked({ runs }: Simulation, { json }: SimulateOptions, { io }: Context): void {
  const unknown = runs.find(({ target }) => target.definition === null)
  if (!unknown || json) return
  io.err(
    `${unknown.target.handler.name} is not in the catalog: without a schema, its event is sent unchecked.\n\n`,
  )
}

function refuseForce({ force, saveTest }: SaveTestOptions): void {
  if (!force || saveTest !== undefined) return
  throw new BadgeEventsError('USAGE_INVALID', '--force is about files, and none is written', {
    hint: 'For example badge-events simulate assigned --save-test gold --force',
  })
}

/** Flags for one event; with several, all but the first would be left out without a word. */
const flagsOfOne: Partial<Record<keyof (SimulateOptions & SaveTestOptions), string>> = {
  count: '-n',
  watch: '--watch',
  follow: '--follow',
  inspect: '--inspect',
  inspectBrk: '--inspect-brk',
  idempotent: '--idempotent',
  likeWix: '--like-wix',
  saveTest: '--save-test',
}

function refuseSeveral(options: SimulateOptions & SaveTestOptions): void {
  const { events = [] } = options
  if (events.length < 2) return
  const [flag] = Object.entries(flagsOfOne).flatMap(([name, text]) => {
    const value = options[name as keyof typeof options]
    return value === undefined || value === false ? [] : [text]
  })
  if (flag === undefined) return
  throw new BadgeEventsError(
    'USAGE_INVALID',
    `${flag} is for one event, and ${events.length} are named`,
    { hint: `For example badge-events simulate ${events[0]} ${flag}` },
  )
}

function refuseSendFlags(options: Partial<SimulateToOptions>): void {
  const { contentType, badSignature, expired, alg } = options
  const [first] = [
    ...(contentType === undefined ? [] : ['--content-type']),
    ...(badSignature ? ['--bad-signature'] : []),
    ...(expired ? ['--expired'] : []),
    ...(alg === undefined ? [] : ['--alg']),
  ]
  if (first === undefined) return
  throw new BadgeEventsError(
    'USAGE_INVALID',
    `${first} is about what is sent to a server, and --to names none`,
    { hint: 'For example badge-events simulate assigned --to 3000' },
  )
}

function refuseSpeed({ likeWix, speed }: Partial<SimulateToOptions>): void {
  if (speed === undefined || likeWix) return
  throw new BadgeEventsError(
    'USAGE_INVALID',
    '--speed is about the time between deliveries, and without --like-wix there is but one',
    { hint: 'For example badge-events simulate assigned --to 3000 --like-wix --speed 36000' },
  )
}
