import type { Context } from '../context.js'
import { freshen } from '../event/fresh.js'
import type { EventObject } from '../event/types.js'
import type { FuzzTarget } from '../fuzz/failure.js'
import type { RunJob } from '../runner/recording.js'
import type { RunHead, Runner } from '../runner/runner.js'
import { handOver } from '../runner/shapes/index.js'
import type { HandlerThread } from '../runner/thread.js'
import { createJob, type PreparedRun } from '../simulation/job.js'
import { createSiteRunner, type LoadedSite } from '../simulation/site.js'

/** The handler of a site as what a search runs its events with. */
export interface HandlerTarget extends FuzzTarget {
  readonly head: RunHead
  close(): Promise<void>
}

/** What a handler leaves running is waited for, in ms: less than one run deserves, because there are thousands. */
const settleMs = 300
const mostLoads = 200

/** @param timeoutMs - limit of one handler call */
export function createHandlerTarget(
  site: LoadedSite,
  { target, event: fixture }: PreparedRun,
  timeoutMs: number,
  asIs: boolean,
  context: Context,
  firstThread: HandlerThread,
): HandlerTarget {
  const { newId, startThread } = context
  const start = (ms: number, thread: HandlerThread): Runner =>
    createSiteRunner(
      { ...site, live: false, settleMs },
      { timeoutMs: ms, fresh: false, startThread, firstThread: thread },
    )
  const jobOf = (event: EventObject): RunJob => {
    const sent = asIs ? event : asNew(event, fixture, context)
    return createJob({ target, event: sent }, site.bundle, newId)
  }
  let limitMs = timeoutMs
  let runner = start(limitMs, firstThread)
  let isIsolated = false
  let loads = 0
  const restart = async (): Promise<void> => {
    await runner.close()
    runner = start(limitMs, startThread())
    loads = 0
  }

  return {
    head: runner.describe(jobOf(fixture)),
    async run(event) {
      // Node keeps each module that it has loaded until the thread ends.
      if (loads >= mostLoads) await restart()
      if (isIsolated) loads += 1
      runner.reset({ module: isIsolated })
      return runner.run(jobOf(event))
    },
    async runAnew(events) {
      const anew = start(timeoutMs, startThread())
      try {
        const results = await Promise.all(events.map((event) => anew.run(jobOf(event))))
        return results.at(-1) ?? (await anew.run(jobOf(fixture)))
      } finally {
        await anew.close()
      }
    },
    payloadText: (event) => JSON.stringify(handOver(target, event).payload),
    async hurry(shorterMs) {
      if (shorterMs >= limitMs) return
      limitMs = shorterMs
      await restart()
    },
    isolate() {
      isIsolated = true
    },
    close: () => runner.close(),
  }
}

/** With an id and a time of its own, where they are not what is tried. */
function asNew(event: EventObject, fixture: EventObject, { now, newId }: Context): EventObject {
  const fresh = freshen(event, { now: now(), id: newId() }).metadata
  const keepsId = event.metadata.id !== fixture.metadata.id
  const keepsTime = event.metadata.eventTime !== fixture.metadata.eventTime
  const { id, eventTime } = event.metadata
  return {
    ...event,
    metadata: {
      ...event.metadata,
      id: keepsId ? id : fresh.id,
      eventTime: keepsTime ? eventTime : fresh.eventTime,
    },
  }
}
