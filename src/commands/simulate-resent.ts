import type { Context } from '../context.js'
import { type Climb, climb } from '../delivery/ladder/climb.js'
import { createFastClock, type LadderClock } from '../delivery/ladder/clock.js'
import { wixDeadlineMs } from '../delivery/send/send.js'
import type { RunResult } from '../runner/result.js'
import type { Runner } from '../runner/runner.js'
import type { HandlerThread } from '../runner/thread.js'
import { createJob, type PreparedRun } from '../simulation/job.js'
import { type Aftermath, findAftermath } from '../simulation/ladder.js'
import { createHappenings } from '../simulation/story.js'
import { parseFaults } from './faults-input.js'
import { unlessInterrupted } from './interrupt.js'
import { createResentView } from './resent-view.js'
import { createSimulationRunner, type SimulateOptions } from './simulation.js'
import { type PreparedStory, prepareStory } from './story-input.js'

/** What came of one event that a local handler got as often as Wix resends a webhook. */
export interface ResentOutcome {
  handler: string
  climbed: Climb<RunResult>
  /** Null when there is nothing to compare with: the handler fails anyway, or the world was lost. */
  aftermath: Aftermath | null
}

/**
 * `simulate --like-wix` without `--to`: the handler gets the event, and gets it again after each failure when
 * Wix would send a webhook again; its clock is that much ahead. Exit code 0 when a delivery was accepted
 * and nothing was left half done or done twice.
 */
export async function simulateResent(
  options: SimulateOptions,
  context: Context,
  thread: HandlerThread,
): Promise<number> {
  const prepared = await prepareStory(options, context)
  const view = await createResentView(options, context)
  if (prepared.noHandler) {
    view.noHandler(prepared.noHandler)
    return 1
  }
  const runner = createSimulationRunner(prepared.site, options, context, thread)
  context.signal.addEventListener('abort', () => void runner.close())
  let isWell = true
  for (const run of prepared.story.chapters[0]?.runs ?? []) {
    runner.reset({ module: true })
    view.start(runner.describe(createJob(run, prepared.site.bundle, context.newId)))
    const outcome = await climbWith(run, prepared, runner, options, context, view.attempt)
    view.finish(outcome)
    if (outcome.climbed.status !== 'accepted' || isLeftOver(outcome.aftermath)) isWell = false
  }
  return isWell ? 0 : 1
}

export function isLeftOver(aftermath: Aftermath | null): boolean {
  if (!aftermath) return false
  const { differences, repeats, missing } = aftermath
  return differences.length + repeats.length + missing.length > 0
}

async function climbWith(
  run: PreparedRun,
  { site, story }: PreparedStory,
  runner: Runner,
  options: SimulateOptions,
  context: Context,
  onAttempt: Parameters<typeof climb<RunResult>>[0]['onAttempt'],
): Promise<ResentOutcome> {
  const { newId, signal } = context
  const happenings = createHappenings(story)
  const start = await runner.snapshot()
  const jobAt = (virtualMs: number) => ({
    ...createJob(run, site.bundle, newId),
    happened: happenings.until(0),
    // Also where it is none: a handler before may have left the clock ahead.
    clockAheadMs: virtualMs,
  })
  const climbed = await climb<RunResult>({
    async attempt({ virtualMs }) {
      const result = await unlessInterrupted(() => runner.run(jobAt(virtualMs)), signal)
      const isAccepted = result.status === 'passed' && result.durationMs <= wixDeadlineMs
      return { status: isAccepted ? 'accepted' : 'failed', result }
    },
    clock: options.speed === undefined ? jumpingClock : createFastClock(options.speed),
    signal,
    ...(onAttempt && { onAttempt }),
  })
  const results = climbed.attempts.map(({ result }) => result)
  const isLost = results.some(({ status }) => status === 'timed-out' || status === 'crashed')
  const handler = run.target.handler.name
  if (isLost || isUndisturbed(results, options)) {
    return { handler, climbed, aftermath: null }
  }
  const end = await runner.snapshot()
  const calm = createSimulationRunner(
    site,
    { ...options, fail: [], slow: [] },
    context,
    context.startThread(),
  )
  const aftermath = await findAftermath(run, { start, end, results }, calm, (other) =>
    other.run({
      ...createJob(run, site.bundle, newId),
      happened: createHappenings(story).until(0),
    }),
  )
  await calm.close()
  return { handler, climbed, aftermath }
}

/** One delivery, and nothing to go wrong in it. */
function isUndisturbed(results: readonly RunResult[], { fail = [], slow = [] }: SimulateOptions) {
  return results.length === 1 && parseFaults(fail, slow).length === 0
}

/** Nobody waits: only the handler's own clock is ahead. */
const jumpingClock: LadderClock = { async sleep() {} }
