import type { Context } from '../context.js'
import { type DeliveryLog, openLog } from '../delivery/log/log.js'
import { type Replayed, type ReplayStep, replay } from '../delivery/replay/replay.js'
import { readTokenState, type TokenState } from '../delivery/replay/token.js'
import type { Delivery, Target } from '../delivery/types.js'
import { BadgeEventsError } from '../errors.js'
import { applyOverrides } from '../event/overrides.js'
import { findLog, openFilledLog } from './log-open.js'
import {
  type Selected,
  type SelectionOptions,
  selectDeliveries,
  validateSelection,
} from './replay-selection.js'
import { createReplayView, type ReplayView } from './replay-view.js'
import { planWays, type Way, type WaysOptions } from './replay-ways.js'

export interface ReplayRunOptions extends SelectionOptions, WaysOptions {
  failed?: boolean | undefined
  reSign?: boolean | undefined
  /** Sends tokens although they have expired. */
  asIs?: boolean | undefined
  /** `path=value`; changes of each event. */
  set: readonly string[]
  dryRun?: boolean | undefined
  json?: boolean | undefined
}

/** How the body of a delivery goes out: as it came, although it has expired, or signed anew. */
export type TokenUse = 'as-received' | 'expired' | 're-signed'

/** `replay`: brings deliveries of the log to targets once more. Exit code 1 when a target failed. */
export async function replayRun(options: ReplayRunOptions, context: Context): Promise<number> {
  validateSelection(options)
  const { root, folder, hasLog } = findLog(context)
  if (!hasLog && options.ids[0] !== undefined) await openFilledLog(context, options.ids[0])
  const view = await createReplayView(options, context)
  if (!hasLog) return nothing(view, 0)
  const log = await openLog(folder)
  try {
    const { deliveries, unverified } = await selectDeliveries(log, options, context)
    if (unverified > 0) view.leftOut(unverified)
    if (deliveries.length === 0) return nothing(view, unverified)
    const ways = planWays(options, deliveries, root, context, view)
    validateSigning(options, ways)
    const plan: Plan = { log, folder, deliveries, ways, options, context, view }
    if (options.dryRun) return showPlan(plan)
    validateTokens(plan)
    return await run(plan)
  } finally {
    await log.close()
  }
}

interface Plan {
  log: DeliveryLog
  /** `.badge-events`. */
  folder: string
  deliveries: readonly Selected[]
  ways: readonly Way[]
  options: ReplayRunOptions
  context: Context
  view: ReplayView
}

function nothing(view: ReplayView, unverified: number): number {
  if (unverified === 0) view.nothing()
  return 0
}

function validateSigning({ reSign, asIs, set }: ReplayRunOptions, ways: readonly Way[]): void {
  const forwards = ways.some(({ kind }) => kind === 'forward')
  const [flag] = [...(reSign ? ['--re-sign'] : []), ...(asIs ? ['--as-is'] : [])]
  if (flag !== undefined && !forwards) {
    throw new BadgeEventsError(
      'USAGE_INVALID',
      `${flag} is about what is forwarded, and nothing is`,
      {
        hint: 'Handlers that run here need no token. To forward: --forward-to <address>',
      },
    )
  }
  if (asIs && set.length > 0) {
    throw new BadgeEventsError('USAGE_INVALID', '--set changes what --as-is would send as it is', {
      hint: 'Leave out one of the two; with --set, the event is signed anew.',
    })
  }
}

/** Before anything is sent: half of a replay would be worse than none. */
function validateTokens({ log, deliveries, ways, options, context }: Plan): void {
  const { reSign, asIs, set } = options
  if (reSign || asIs || set.length > 0) return
  const forwards = ways.filter(({ kind }) => kind === 'forward')
  const expired = deliveries.filter((one) => {
    const delivery = forwards.some((way) => way.wants(one)) ? log.get(one.seq) : null
    return delivery && readTokenState(delivery, context.now()).status === 'expired'
  })
  const [first] = expired
  if (first === undefined) return
  const what =
    expired.length === 1
      ? `The token of ${first.id} has expired`
      : `The tokens of ${expired.length} deliveries have expired: ${expired
          .slice(0, 5)
          .map(({ id }) => id)
          .join(', ')}${expired.length > 5 ? ', …' : ''}`
  throw new BadgeEventsError('TOKEN_EXPIRED', `${what}, and servers refuse such`, {
    hint: '--re-sign signs with the local key, which the app must trust: `badge-events keys` prints it. --as-is sends them all the same. --run needs no token.',
    details: { ids: expired.slice(0, 1000).map(({ id }) => id) },
  })
}

function tokenUse(token: TokenState, { reSign, set }: ReplayRunOptions): TokenUse {
  if (reSign || set.length > 0) return 're-signed'
  return token.status === 'expired' ? 'expired' : 'as-received'
}

async function showPlan({ log, deliveries, ways, options, context, view }: Plan): Promise<number> {
  for (const selected of deliveries) {
    const delivery = log.get(selected.seq)
    if (delivery === null) continue
    const use = tokenUse(readTokenState(delivery, context.now()), options)
    const steps = ways
      .filter((way) => way.wants(selected))
      .map(({ name, kind }) => ({ target: name, token: kind === 'run' ? null : use }))
    await view.planned(delivery, steps)
  }
  view.endOfPlan()
  return 0
}

async function run(plan: Plan): Promise<number> {
  const { log, ways, context, view } = plan
  const targets = new Map<Way, Target>()
  try {
    for (const way of ways) targets.set(way, await way.open())
    const replayed = await replay(createSteps(plan, targets), {
      log,
      now: context.now,
      signal: context.signal,
      onOutcome: view.outcome,
    })
    view.end(replayed)
    return exitCodeOf(replayed)
  } finally {
    for (const target of targets.values()) await target.close()
  }
}

function exitCodeOf({ failed, unsent, isInterrupted }: Replayed): number {
  if (isInterrupted) return 130
  return failed + unsent > 0 ? 1 : 0
}

/** One after another, so that no more than one body is held. */
async function* createSteps(
  { log, folder, deliveries, ways, options, context, view }: Plan,
  targets: ReadonlyMap<Way, Target>,
): AsyncGenerator<ReplayStep> {
  const forward = createForwardPreparation(folder, options, context, view)
  for (const selected of deliveries) {
    const kept = log.get(selected.seq)
    // `log prune` may have been quicker.
    if (kept === null) continue
    const edited = edit(kept, options.set)
    for (const way of ways) {
      const target = targets.get(way)
      if (target === undefined || !way.wants(selected)) continue
      const delivery = way.kind === 'run' ? edited : await forward(edited)
      yield { target, delivery, isRecorded: options.set.length === 0 }
    }
  }
}

function edit(delivery: Delivery, set: readonly string[]): Delivery {
  if (set.length === 0) return delivery
  return { ...delivery, event: applyOverrides(delivery.event, { set }) }
}

/** Makes a delivery ready for an address, and says once what is unusual about it. */
function createForwardPreparation(
  folder: string,
  options: ReplayRunOptions,
  { now }: Context,
  view: ReplayView,
): (delivery: Delivery) => Promise<Delivery> {
  let privateKey: string | undefined
  let hasWarned = false
  return async (delivery) => {
    const use = tokenUse(readTokenState(delivery, now()), options)
    if (use === 'expired' && !hasWarned) {
      hasWarned = true
      view.expired()
    }
    if (use !== 're-signed') return delivery
    if (privateKey === undefined) {
      const { readLocalKey } = await import('../delivery/keys/local-key.js')
      privateKey = readLocalKey(folder).privateKey
      view.reSigned()
    }
    const { reSign } = await import('../delivery/replay/re-sign.js')
    return reSign(delivery, { privateKey, now: now(), isEdited: options.set.length > 0 })
  }
}
