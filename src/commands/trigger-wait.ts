import { type EventKey, parseEventName } from '../catalog/index.js'
import type { Context } from '../context.js'
import { type DeliveryLog, type DeliverySummary, openLog } from '../delivery/log/log.js'
import { interrupted } from './interrupt.js'
import { findLog } from './log-open.js'

/** How often the log is looked at, in ms. */
const pollMs = 200

/** Looks out for deliveries that come after it was made. */
export interface Lookout {
  /** The first delivery of one of these events that names the id; null when none comes in time. */
  wait(keys: readonly EventKey[], id: string, timeoutMs: number): Promise<DeliverySummary | null>
  close(): Promise<void>
}

/**
 * Watches the log that `tail` writes, also when `tail` has yet to make it.
 *
 * @throws BadgeEventsError `LOG_UNUSABLE`, `LOG_TOO_NEW`
 */
export async function createLookout(context: Context): Promise<Lookout> {
  let log: DeliveryLog | null = await openExisting(context)
  const afterSeq = log?.lastSeq() ?? 0
  return {
    async wait(keys, id, timeoutMs) {
      const eventTypes = keys.map((key) => parseEventName(key).webhookType)
      const giveUpAt = performance.now() + timeoutMs
      while (!context.signal.aborted) {
        log ??= await openExisting(context)
        const query = { eventTypes, afterSeq, text: id, matches: isForeign, oldestFirst: true }
        const [found] = log?.list({ ...query, limit: 1 }) ?? []
        if (found) return found
        if (performance.now() >= giveUpAt) return null
        await pause(context.signal)
      }
      return null
    },
    async close() {
      await log?.close()
    },
  }
}

/** What this machine has signed, such as a simulated event, does not come from Wix. */
function isForeign({ verification }: Pick<DeliverySummary, 'verification'>): boolean {
  return verification.status !== 'local'
}

/** Who only reads makes no log. */
async function openExisting(context: Context): Promise<DeliveryLog | null> {
  const { folder, hasLog } = findLog(context)
  return hasLog ? openLog(folder) : null
}

async function pause(signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const time = new Promise((resolve) => {
    timer = setTimeout(resolve, pollMs)
  })
  await Promise.race([time, interrupted(signal)])
  clearTimeout(timer)
}
