import type { Context } from '../context.js'
import type { DeliveryLog } from '../delivery/log/log.js'
import { type ReplayStep, replay } from '../delivery/replay/replay.js'
import type { Delivery } from '../delivery/types.js'
import type { Destination } from './tail.js'
import type { TailView } from './tail-view.js'

export interface ReplayLastOptions {
  log: DeliveryLog
  destinations: readonly Destination[]
  allowUnverified: boolean
  context: Context
  view: TailView
}

/**
 * Brings the last delivery to its targets once more. To those that it is still on its way to it comes
 * by itself, and what nobody can verify goes nowhere, now as on arrival.
 *
 * @throws BadgeEventsError `LOG_UNUSABLE`
 */
export async function replayLast(options: ReplayLastOptions): Promise<void> {
  const { log, allowUnverified, context, view } = options
  const delivery = log.get(log.lastSeq())
  if (!delivery) return view.note('nothing has arrived yet')
  if (delivery.verification.status === 'unverified' && !allowUnverified) {
    return view.note(`${delivery.id} is unverified: it is replayed with --allow-unverified only`)
  }
  const steps = stepsOf(delivery, options)
  if (steps.length === 0) return view.note(`${delivery.id} has no target to be replayed to`)
  view.note(`replaying ${delivery.id}`)
  await replay(inTurn(steps), {
    log,
    now: context.now,
    signal: context.signal,
    async onOutcome({ target }, outcome, state) {
      view.dispatch.onOutcome(delivery, target, outcome, state, null)
    },
  })
}

function stepsOf(delivery: Delivery, { log, destinations }: ReplayLastOptions): ReplayStep[] {
  const waiting = log.dispatches(delivery.seq).filter(({ state }) => state === 'waiting')
  return destinations
    .filter(({ target, wants }) => {
      return wants(delivery.eventType) && !waiting.some((one) => one.target === target.name)
    })
    .map(({ target }) => ({ target, delivery, isRecorded: true }))
}

async function* inTurn(steps: readonly ReplayStep[]): AsyncGenerator<ReplayStep> {
  yield* steps
}
