import type { DeliveryLog } from '../log/log.js'
import type { Delivery, DeliveryOutcome, DispatchState, Target } from '../types.js'

/** One delivery on its way to one target. */
export interface ReplayStep {
  target: Target
  /** What is sent: as it was received, edited or signed anew. */
  delivery: Delivery
  /** Whether what becomes of it is written to the log; not for an edited event, which is another one. */
  isRecorded: boolean
}

export interface ReplayOptions {
  log: Pick<DeliveryLog, 'record' | 'dispatches'>
  now: () => Date
  signal: AbortSignal
  onOutcome(
    step: ReplayStep,
    outcome: DeliveryOutcome,
    state: DispatchState,
    at: Date,
  ): Promise<void>
}

export interface Replayed {
  delivered: number
  skipped: number
  failed: number
  /** Left out, because nobody answered at their target. */
  unsent: number
  isInterrupted: boolean
}

/**
 * Brings deliveries to targets in the order given, one at a time and once each. A target at which
 * nobody answers gets no more of them, so that it gets none out of order.
 *
 * @throws BadgeEventsError `LOG_UNUSABLE`
 */
export async function replay(
  steps: AsyncIterable<ReplayStep>,
  { log, now, signal, onOutcome }: ReplayOptions,
): Promise<Replayed> {
  const replayed: Replayed = {
    delivered: 0,
    skipped: 0,
    failed: 0,
    unsent: 0,
    isInterrupted: false,
  }
  const down = new Set<Target>()
  for await (const step of steps) {
    const { target, delivery, isRecorded } = step
    if (signal.aborted) return { ...replayed, isInterrupted: true }
    if (down.has(target)) {
      replayed.unsent += 1
      continue
    }
    const at = now()
    const outcome = await target.deliver(delivery, signal)
    // Neither done nor failed: nobody waited for its end.
    if (signal.aborted && outcome.status === 'retry') return { ...replayed, isInterrupted: true }
    if (outcome.status === 'down') down.add(target)
    const final = finalOf(outcome)
    replayed[final] += 1
    const state = stateAfter(final, step, log)
    if (isRecorded) await log.record(delivery.seq, { target: target.name, at, outcome }, state)
    await onOutcome(step, outcome, state, at)
  }
  return replayed
}

function finalOf({ status }: DeliveryOutcome): 'delivered' | 'skipped' | 'failed' {
  return status === 'delivered' || status === 'skipped' ? status : 'failed'
}

/** What waits for a target goes on waiting after a replay that failed: it is the business of `tail`. */
function stateAfter(
  final: 'delivered' | 'skipped' | 'failed',
  { target, delivery }: ReplayStep,
  log: Pick<DeliveryLog, 'dispatches'>,
): DispatchState {
  if (final !== 'failed') return final
  const before = log.dispatches(delivery.seq).find((one) => one.target === target.name)
  return before?.state === 'waiting' ? 'waiting' : 'failed'
}
