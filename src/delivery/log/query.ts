import type { Database, Value } from './database.js'
import {
  type DeliverySummary,
  type Dispatch,
  fromDeliveries,
  summaryColumns,
  toDispatch,
  toSummary,
} from './rows.js'

/** Which deliveries to list; all of them without a word. */
export interface LogQuery {
  /** Received at or after this. */
  since?: Date
  /** Received before this. */
  before?: Date
  /** Webhook types. */
  eventTypes?: readonly string[]
  /** Only those that a target refused for good. */
  failed?: boolean
  /** A text somewhere in the event's JSON; ASCII letters match in either case. */
  text?: string
  /** Any further test, after all the others. */
  matches?(delivery: DeliverySummary): boolean
  /** Only those after this place. */
  afterSeq?: number
  /** At most so many. */
  limit?: number
}

/** Lists deliveries, the last ones first, one at a time: a log may be larger than the memory. */
export function* listDeliveries(
  database: Database,
  query: LogQuery = {},
): Generator<DeliverySummary> {
  const { sql, values } = toSql(query)
  let left = query.limit ?? Number.POSITIVE_INFINITY
  for (const row of database.sql(sql).iterate(...values)) {
    if (left <= 0) return
    const delivery = toSummary(row, readDispatches(database, Number(row.seq)))
    if (query.matches && !query.matches(delivery)) continue
    left -= 1
    yield delivery
  }
}

/** How far a delivery is, target by target. */
export function readDispatches(database: Database, seq: number): Dispatch[] {
  return database
    .sql('SELECT target, state FROM dispatches WHERE seq = ? ORDER BY target')
    .all(seq)
    .map(toDispatch)
}

function toSql({ since, before, eventTypes, failed, text, afterSeq, limit, matches }: LogQuery): {
  sql: string
  values: Value[]
} {
  const conditions: string[] = []
  const values: Value[] = []
  const add = (condition: string, ...given: Value[]): void => {
    conditions.push(condition)
    values.push(...given)
  }
  if (since) add('d.received_at >= ?', since.getTime())
  if (before) add('d.received_at < ?', before.getTime())
  if (eventTypes) {
    add(`d.event_type IN (${eventTypes.map(() => '?').join(', ')})`, ...eventTypes)
  }
  if (failed) add(`d.seq IN (SELECT seq FROM dispatches WHERE state = 'failed')`)
  if (text !== undefined) {
    // Through the events alone: they are a third of what the whole rows are.
    add(`d.seq IN (SELECT seq FROM events WHERE event LIKE ? ESCAPE '\\')`, toPattern(text))
  }
  if (afterSeq !== undefined) add('d.seq > ?', afterSeq)
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const bounded = limit === undefined || matches ? '' : `LIMIT ${limit}`
  return {
    sql: `SELECT ${summaryColumns} ${fromDeliveries} ${where} ORDER BY d.seq DESC ${bounded}`,
    values,
  }
}

/** The text as JSON writes it, with what LIKE would take for wildcards escaped. */
function toPattern(text: string): string {
  const json = JSON.stringify(text).slice(1, -1)
  return `%${json.replace(/[\\%_]/g, '\\$&')}%`
}
