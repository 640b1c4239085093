import type { Context } from '../context.js'
import type { DispatchEvents } from '../delivery/dispatch/dispatcher.js'
import type { Appended, Refusal } from '../delivery/log/log.js'
import type { BadgeEventsError } from '../errors.js'
import type { Counts, ReadyFacts } from '../output/render/tail.js'
import type { LogEntry } from '../runner/result.js'
import type { LeftOver } from './tail.js'

/** Shows what arrives and what becomes of it: for people, or as NDJSON. */
export interface TailView {
  ready(facts: ReadyFacts & { leftOver: LeftOver }): void
  delivery(appended: Appended): void
  refusal(refusal: Refusal): void
  /** What cannot be kept is answered with 503; said once until it works again. */
  logBroken(error: unknown): void
  dispatch: DispatchEvents
  onReload(file: string): void
  onBroken(error: BadgeEventsError): void
  onLog(deliveryId: string, entry: LogEntry): void
  canaryMissed(reason: string, isLost: boolean): void
  heartbeat(): void
  note(text: string): void
  clear(): void
  stopping(): void
  /** The last word. */
  counts(leftOver: LeftOver): void
}

export async function createTailView(
  options: { json?: boolean | undefined; verbose?: boolean | undefined },
  context: Context,
): Promise<TailView> {
  const counts = { received: 0, resent: 0, refused: 0, delivered: 0, failed: 0 }
  const shown = options.json
    ? (await import('./tail-view-json.js')).createJsonView(context)
    : await (await import('./tail-view-text.js')).createTextView(options, context)
  let isLogBroken = false
  let waiting = 0
  const total = (): Counts => ({ ...counts, waiting })

  return {
    ...shown,
    delivery(appended) {
      counts[appended.status === 'new' ? 'received' : 'resent'] += 1
      isLogBroken = false
      shown.delivery(appended)
    },
    refusal(refusal) {
      counts.refused += 1
      shown.refusal(refusal)
    },
    logBroken(error) {
      if (!isLogBroken) shown.logBroken(error)
      isLogBroken = true
    },
    dispatch: {
      ...shown.dispatch,
      onOutcome(delivery, target, outcome, state, nextMs) {
        if (state === 'delivered' || state === 'failed') counts[state] += 1
        shown.dispatch.onOutcome(delivery, target, outcome, state, nextMs)
      },
    },
    heartbeat: () => shown.heartbeat(total()),
    counts(leftOver) {
      waiting = leftOver.mine.reduce((sum, { count }) => sum + count, 0)
      shown.counts(total())
    },
  }
}

/** A view without the counting. */
export type ShownView = Omit<TailView, 'heartbeat' | 'counts'> & {
  heartbeat(counts: Counts): void
  counts(counts: Counts): void
}
