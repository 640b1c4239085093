import type { Context } from '../context.js'
import type { WorldState } from '../platform/protocol.js'
import type { RunResult } from '../runner/result.js'
import type { Runner } from '../runner/runner.js'
import { createShaper } from '../runner/shape.js'
import { compareStates, isSiteList, type StateDifference } from '../runner/state-difference.js'
import type { HandlerThread } from '../runner/thread.js'
import { createJob } from '../simulation/job.js'
import type { LoadedSite } from '../simulation/site.js'
import { createHappenings, type Happenings, type Story } from '../simulation/story.js'
import {
  deliveryTitle,
  type PlannedDelivery,
  planDeliveries,
  shuffleSeedOf,
} from './delivery-plan.js'
import { unlessInterrupted } from './interrupt.js'
import { createSimulationRunner, type SimulateOptions } from './simulation.js'
import { openStory } from './story-opening.js'
import type { StoryView } from './story-view.js'

/** What came of several deliveries, as `--json` prints it last. */
export interface DeliveriesEnd {
  /** Names of the events in the order in which they were delivered. */
  order: string[]
  /** Repeats `--shuffle`; null where nothing was mixed. */
  shuffleSeed: number | null
  passed: number
  failed: number
  /** Events without a handler: they happened all the same. */
  unhandled: string[]
  /** How the collections differ from what they were; null where no one world lived through it all. */
  changes: StateDifference[] | null
}

/**
 * `simulate` with several events, or one that is delivered several times: one after another or at the
 * same time, in one world and one loaded module. Exit code 0 when every run passed.
 */
export async function simulateDeliveries(
  options: SimulateOptions,
  context: Context,
  thread: HandlerThread,
): Promise<number> {
  const opened = await openStory(options, context)
  if (!opened) return 1
  const { site, story, view, verdicts } = opened
  const shuffleSeed = shuffleSeedOf(options)
  const plan = planDeliveries(
    { chapters: story.chapters.map(({ name, runs }) => ({ name, isTold: runs.length > 0 })) },
    options,
    shuffleSeed,
  )
  const together = (options.concurrent ?? 1) > 1
  // Of several at the same time each is shown when it is over, with its own logs.
  const runner = createSimulationRunner(
    site,
    { ...options, fresh: false },
    context,
    thread,
    together ? undefined : view.log,
  )
  context.signal.addEventListener('abort', () => void runner.close())
  const deliver = createDelivery(story, site, runner, view, options, context)
  const start = options.fresh ? null : await unlessInterrupted(runner.snapshot, context.signal)
  let passed = 0
  let failed = 0
  let isLost = false
  for (const [index, planned] of plan.entries()) {
    view.part(deliveryTitle(planned, index, plan.length))
    for (const result of await deliver(planned)) {
      const { status } = result
      verdicts?.add(result)
      if (status === 'timed-out' || status === 'crashed') isLost = true
      if (status === 'passed') passed += 1
      else failed += 1
    }
  }
  view.end({
    order: plan.map(({ name }) => name),
    shuffleSeed,
    passed,
    failed,
    unhandled: story.chapters.flatMap(({ name, runs }) => (runs.length === 0 ? [name] : [])),
    changes: start && !isLost ? changesSince(start, await runner.snapshot(), story) : null,
  })
  return verdicts ? verdicts.finish() : failed === 0 ? 0 : 1
}

function createDelivery(
  story: Story,
  { bundle }: Pick<LoadedSite, 'bundle'>,
  runner: Runner,
  view: StoryView,
  { fresh, concurrent = 1 }: SimulateOptions,
  { newId, signal }: Context,
): (planned: PlannedDelivery) => Promise<RunResult[]> {
  let happenings: Happenings = createHappenings(story)
  let latest = 0
  return async ({ chapter, times }) => {
    latest = Math.max(latest, chapter)
    if (fresh) {
      runner.reset({ module: true })
      happenings = createHappenings(story)
    }
    const results: RunResult[] = []
    for (const run of story.chapters[chapter]?.runs ?? []) {
      // The site is where the story is, however late an event of it is delivered.
      const happened = happenings.until(latest)
      const jobs = Array.from({ length: times }, (_, index) => ({
        ...createJob(run, bundle, newId),
        happened: index === 0 ? happened : [],
      }))
      if (concurrent === 1 && jobs[0]) view.start(runner.describe(jobs[0]))
      const finished = await unlessInterrupted(() => runner.runTogether(jobs), signal)
      for (const [index, result] of finished.entries()) {
        const job = jobs[index]
        if (concurrent > 1 && job) {
          view.start(runner.describe(job))
          for (const entry of result.logs) view.log(entry)
        }
        view.finish(result)
      }
      results.push(...finished)
    }
    return results
  }
}

/** What the events themselves do to members and badges is no news. */
function changesSince(start: WorldState, end: WorldState, story: Story): StateDifference[] {
  const events = story.chapters.flatMap(({ runs }) => runs.map(({ event }) => event))
  return compareStates(start, end, createShaper([start, events])).filter(
    ({ collection }) => !isSiteList(collection),
  )
}
