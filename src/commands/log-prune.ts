import type { Context } from '../context.js'
import type { Pruned } from '../delivery/log/log.js'
import { BadgeEventsError } from '../errors.js'
import { parsePast } from './duration.js'
import { findLog } from './log-open.js'

export interface LogPruneOptions {
  /** An age or a date. */
  olderThan: string
  dryRun?: boolean | undefined
  json?: boolean | undefined
}

/** `log prune`: removes old deliveries. */
export async function logPruneRun(options: LogPruneOptions, context: Context): Promise<number> {
  const { io, now } = context
  const { olderThan, dryRun, json } = options
  const { folder, hasLog } = findLog(context)
  const before = parsePast(olderThan, '--older-than', now())
  if (before > now()) throw inFuture(olderThan)
  const pruned = hasLog ? await prune(folder, before, dryRun === true) : nothing
  if (json) {
    io.out(
      `${JSON.stringify({ before: before.toISOString(), dryRun: dryRun === true, ...pruned })}\n`,
    )
    return 0
  }
  const { renderPruned } = await import('../output/render/log-prune.js')
  io.out(renderPruned(pruned, dryRun === true))
  return 0
}

const nothing: Pruned = { deliveries: 0, refusals: 0, waiting: 0 }

async function prune(folder: string, before: Date, isPlan: boolean): Promise<Pruned> {
  const { openLog } = await import('../delivery/log/log.js')
  const log = await openLog(folder)
  try {
    return isPlan ? log.planPrune(before) : log.prune(before)
  } finally {
    await log.close()
  }
}

/** Most likely a mistyped year; it would remove everything. */
function inFuture(olderThan: string): BadgeEventsError {
  return new BadgeEventsError('USAGE_INVALID', `--older-than "${olderThan}" is in the future`, {
    hint: 'Give an age (30d) or a date in the past.',
  })
}
