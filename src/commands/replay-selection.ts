import type { Context } from '../context.js'
import type { DeliveryLog, DeliverySummary } from '../delivery/log/log.js'
import { BadgeEventsError } from '../errors.js'
import { type SelectOptions, toQuery } from './log-query.js'

export interface SelectionOptions extends SelectOptions {
  ids: readonly string[]
  allowUnverified?: boolean | undefined
}

export interface Selection {
  /** In the order of arrival. */
  deliveries: Selected[]
  /** How many were left out because nobody knows who sent them. */
  unverified: number
}

/** What the plan needs of a delivery; the rest is read when its turn comes. */
export type Selected = Pick<DeliverySummary, 'seq' | 'id' | 'eventType' | 'dispatches'>

/**
 * The deliveries that the flags name.
 *
 * @throws BadgeEventsError `USAGE_INVALID`, `EVENT_UNKNOWN`, `DELIVERY_NOT_FOUND`
 */
export async function selectDeliveries(
  log: DeliveryLog,
  options: SelectionOptions,
  { now }: Context,
): Promise<Selection> {
  const { ids, allowUnverified } = options
  if (ids.length > 0) return { deliveries: selectNamed(log, options), unverified: 0 }
  const query = await toQuery(options, now())
  const selection: Selection = { deliveries: [], unverified: 0 }
  for (const summary of log.list({ ...query, oldestFirst: true })) {
    const { seq, id, eventType, dispatches, verification } = summary
    if (verification.status === 'unverified' && !allowUnverified) selection.unverified += 1
    else selection.deliveries.push({ seq, id, eventType, dispatches })
  }
  return selection
}

/** @throws BadgeEventsError `USAGE_INVALID` when the flags name nothing, or in two ways */
export function validateSelection(options: SelectionOptions): void {
  const { ids, since, events, failed, filter, grep } = options
  const hasFilter =
    failed || filter.length > 0 || [since, events, grep].some((one) => one !== undefined)
  if (ids.length === 0 && !hasFilter) {
    throw new BadgeEventsError('USAGE_INVALID', 'Which deliveries? None was named', {
      hint: 'badge-events replay last, or --failed, or --since 2h. `badge-events log` lists them.',
    })
  }
  if (ids.length > 0 && hasFilter) {
    throw new BadgeEventsError(
      'USAGE_INVALID',
      'Deliveries are named by ids or by flags, not both',
      {
        hint: 'Leave out one of the two; --dry-run lists what would be replayed.',
      },
    )
  }
}

function selectNamed(log: DeliveryLog, { ids, allowUnverified }: SelectionOptions): Selected[] {
  const named = ids.map((name) => log.find(name))
  const found = [...new Map(named.map((one) => [one.seq, one] as const)).values()]
  const unknown = found.filter(({ verification }) => verification.status === 'unverified')
  if (unknown.length > 0 && !allowUnverified) throw unverified(unknown.map(({ id }) => id))
  return found
    .sort((one, other) => one.seq - other.seq)
    .map(({ seq, id, eventType }) => ({ seq, id, eventType, dispatches: log.dispatches(seq) }))
}

function unverified(ids: readonly string[]): BadgeEventsError {
  const [subject, verb] = ids.length === 1 ? ['it', 'is'] : ['they', 'are']
  return new BadgeEventsError(
    'USAGE_INVALID',
    `${ids.join(', ')} ${verb} unverified: nobody knows who sent ${ids.length === 1 ? 'it' : 'them'}, so ${subject} ${verb} neither run nor forwarded`,
    { hint: 'When you trust the sender: --allow-unverified', details: { ids } },
  )
}
