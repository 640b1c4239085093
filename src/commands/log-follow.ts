import type { Context } from '../context.js'
import type { DeliveryLog, DeliverySummary, LogQuery } from '../delivery/log/log.js'
import { interrupted } from './interrupt.js'
import { findLog } from './log-open.js'
import type { LogView } from './log-view.js'

/** How often the log is looked at, in ms. */
const pollMs = 200
/** Deliveries so far back are looked at again: a target may be done with them only now. */
const lookBack = 500

export interface Following {
  log: DeliveryLog
  query: LogQuery
  view: LogView
  listed: Listed
  /** Of the log, before that. */
  version: number
  context: Context
}

/** What the list has shown already. */
export interface Listed {
  shown: readonly DeliverySummary[]
  /** Place of the last delivery that fits; 0 when none does. */
  lastSeq: number
}

/** Shows what other processes write to a log, until Ctrl-C: each delivery, and again when its state changes. */
export async function followLog(following: Following): Promise<number> {
  const { log, query, view, listed, context } = following
  let { version } = following
  let cursor = log.lastSeq()
  const older = readWindow(log, query, cursor, cursor).filter(({ seq }) => seq <= listed.lastSeq)
  const states = new Map([...older, ...listed.shown].map((one) => [one.seq, stateOf(one)] as const))
  while (!context.signal.aborted) {
    const present = log.version()
    if (present !== version) {
      version = present
      const lastSeq = log.lastSeq()
      for (const delivery of readWindow(log, query, cursor, lastSeq)) {
        const state = stateOf(delivery)
        if (states.get(delivery.seq) === state) continue
        states.set(delivery.seq, state)
        if (!(await view.delivery(delivery))) return 0
      }
      cursor = lastSeq
      for (const seq of states.keys()) if (seq <= cursor - lookBack) states.delete(seq)
    }
    await pause(context.signal)
  }
  return 130
}

/** Waits until somebody makes the log; false when Ctrl-C came first. */
export async function waitForLog(context: Context): Promise<boolean> {
  while (!context.signal.aborted) {
    if (findLog(context).hasLog) return true
    await pause(context.signal)
  }
  return false
}

/** All that came after the cursor, and what came shortly before the end. */
function readWindow(
  log: DeliveryLog,
  query: LogQuery,
  cursor: number,
  lastSeq: number,
): DeliverySummary[] {
  const afterSeq = Math.max(0, Math.min(cursor, lastSeq - lookBack))
  return [...log.list({ ...query, afterSeq, oldestFirst: true })]
}

function stateOf({ resends, dispatches }: DeliverySummary): string {
  return JSON.stringify([resends, dispatches.map(({ target, state }) => [target, state])])
}

async function pause(signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const time = new Promise((resolve) => {
    timer = setTimeout(resolve, pollMs)
  })
  await Promise.race([time, interrupted(signal)])
  clearTimeout(timer)
}
