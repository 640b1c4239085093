import type { Context } from '../context.js'
import type { DeliveryLog, DeliverySummary, LogQuery } from '../delivery/log/log.js'
import { parsePast } from './duration.js'
import { findLog } from './log-open.js'
import { type SelectOptions, toQuery } from './log-query.js'
import { createLogView, type LogView } from './log-view.js'

export interface LogOptions extends SelectOptions {
  /** What was refused, instead of what was kept. */
  refused?: boolean | undefined
  /** At most so many, the last ones. */
  limit: number
  /** Goes on with what other processes receive, until Ctrl-C. */
  follow?: boolean | undefined
  json?: boolean | undefined
}

/** `log`: lists the last deliveries, the newest at the end. */
export async function logRun(options: LogOptions, context: Context): Promise<number> {
  const query = await toQuery(options, context.now())
  const view = await createLogView(options, context)
  const { folder, hasLog } = findLog(context)
  if (!hasLog) {
    view.nothing(true, options)
    if (!options.follow) return 0
    const { waitForLog } = await import('./log-follow.js')
    if (!(await waitForLog(context))) return 130
  }
  const { openLog } = await import('../delivery/log/log.js')
  const log = await openLog(folder)
  try {
    if (options.refused) return await listRefusals(log, options, view, context)
    return await listAll(log, query, options, view, context)
  } finally {
    await log.close()
  }
}

async function listAll(
  log: DeliveryLog,
  query: LogQuery,
  options: LogOptions,
  view: LogView,
  context: Context,
): Promise<number> {
  // Before the list is made: what changes after it is looked for at once.
  const version = log.version()
  if (!Number.isFinite(options.limit) && !options.follow) {
    return listEverything(log, query, options, view)
  }
  const { shown, lastSeq, hasMore } = readLast(log, query, options.limit)
  if (hasMore) view.more(options.limit)
  for (const delivery of shown) if (!(await view.delivery(delivery))) return 0
  if (options.follow) {
    const { followLog } = await import('./log-follow.js')
    const listed = { shown, lastSeq }
    return followLog({ log, query, view, listed, version, context })
  }
  if (shown.length === 0 && options.limit > 0) view.nothing(log.lastSeq() === 0, options)
  return 0
}

/** One at a time: a log may be larger than the memory. */
async function listEverything(
  log: DeliveryLog,
  query: LogQuery,
  options: LogOptions,
  view: LogView,
): Promise<number> {
  let isEmpty = true
  for (const delivery of log.list({ ...query, oldestFirst: true })) {
    isEmpty = false
    if (!(await view.delivery(delivery))) return 0
  }
  if (isEmpty) view.nothing(log.lastSeq() === 0, options)
  return 0
}

/** The last ones, oldest first, and the place of the very last one that fits. */
function readLast(
  log: DeliveryLog,
  query: LogQuery,
  limit: number,
): { shown: DeliverySummary[]; lastSeq: number; hasMore: boolean } {
  // One more than is shown tells whether there is more.
  const found = [...log.list(Number.isFinite(limit) ? { ...query, limit: limit + 1 } : query)]
  const shown = found.slice(0, limit).reverse()
  return { shown, lastSeq: found[0]?.seq ?? 0, hasMore: found.length > limit }
}

async function listRefusals(
  log: DeliveryLog,
  { since, limit, ...options }: LogOptions,
  view: LogView,
  context: Context,
): Promise<number> {
  const after = since === undefined ? {} : { since: parsePast(since, '--since', context.now()) }
  const bound = Number.isFinite(limit) ? { limit } : {}
  const refusals = [...log.refusals({ ...after, ...bound })].reverse()
  for (const refusal of refusals) if (!(await view.refusal(refusal))) return 0
  if (refusals.length === 0) view.nothing(false, { ...options, refused: true })
  return 0
}
