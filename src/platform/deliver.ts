import type { Handlers } from './load-site.js'
import type { MainPort } from './main-port.js'
import { toPortable } from './portable.js'
import type { RunDelivery, WorkerMessage } from './protocol.js'
import type { RunHost } from './run-host.js'
import type { CurrentRun } from './runs.js'
import { countResources, settleLeftovers } from './settle.js'
import type { HandlerShape } from './shapes/shape.js'
import { describeThrown } from './thrown.js'

const { performance } = globalThis

/** Brings the world to where it is by then, calls the handlers, several at the same time, and waits for what they leave. */
export async function deliver(
  host: RunHost,
  handlers: Handlers,
  deliveries: readonly RunDelivery[],
  port: MainPort,
  post: (message: WorkerMessage) => void,
): Promise<void> {
  for (const { key, event, happened } of deliveries) {
    host.happened(happened ?? (key === null ? [] : [{ key, event }]))
  }
  const clockAheadMs = deliveries[0]?.clockAheadMs
  if (clockAheadMs !== undefined) (await import('./shifted-clock.js')).shiftClock(clockAheadMs)
  const call = async (run: CurrentRun, delivery: RunDelivery): Promise<CurrentRun> => {
    post({ type: 'started', run: run.id })
    const outcome = await callHandler(run, handlers[delivery.shape], delivery)
    run.hasReturned = true
    post({ type: 'returned', run: run.id, ...outcome })
    return run
  }
  port.keepAlive(false)
  const resources = countResources()
  const [only, ...others] = deliveries
  const runs =
    only && others.length === 0
      ? [await call(host.begin(only.run), only)]
      : await Promise.all(deliveries.map((one) => host.beside(one.run, (run) => call(run, one))))
  const leftover = await settleLeftovers(runs, resources, host.settleMs)
  port.keepAlive(true)
  for (const { id, pending } of runs) {
    post({ type: 'done', run: id, pending: [...pending], ...leftover })
  }
}

async function callHandler(
  run: CurrentRun,
  shape: HandlerShape | undefined,
  delivery: RunDelivery,
): Promise<Omit<Extract<WorkerMessage, { type: 'returned' }>, 'type' | 'run'>> {
  const cpuBefore = cpuMs()
  // Calls and logs count from the same moment: their times tell which came after the return.
  run.startedAt = performance.now()
  const measure = () => ({
    durationMs: performance.now() - run.startedAt,
    cpuMs: Math.max(0, cpuMs() - cpuBefore),
  })
  try {
    const value = await shape?.call(delivery, run)
    return { value: toPortable(value), error: null, ...measure() }
  } catch (error) {
    return { value: null, error: describeThrown(error), ...measure() }
  }
}

/** CPU time in ms: of this thread where Node can tell (23.9 and later), else of the process. */
function cpuMs(): number {
  const usage =
    'threadCpuUsage' in process && typeof process.threadCpuUsage === 'function'
      ? (process.threadCpuUsage() as NodeJS.CpuUsage)
      : process.cpuUsage()
  return (usage.user + usage.system) / 1000
}
