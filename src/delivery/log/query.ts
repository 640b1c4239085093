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
  matches?(delivery: Omit<DeliverySummary, 'dispatches'>): boolean
  /** Only those after this place. */
  afterSeq?: number
  /** At most so many. */
  limit?: number
  /** In the order of arrival, instead of the last ones first. */
  oldestFirst?: boolean
}

/** Lists deliveries one at a time: a log may be larger than the memory. */
export function* listDeliveries(
  database: Database,
  query: LogQuery = {},
): Generator<DeliverySummary> {
  const { sql, values } = toSql(query)
  let left = query.limit ?? Number.POSITIVE_INFINITY
  for (const row of database.sql(sql).iterate(...values)) {
    if (left <= 0) return
    const delivery = toSummary(row)
    if (query.matches && !query.matches(delivery)) continue
    left -= 1
    yield { ...delivery, dispatches: readDispatches(database, delivery.seq) }
  }
}

/** How far a delivery is, target by target. */
export function readDispatches(database: Database, seq: number): Dispatch[] {
  return database
    .sql('SELECT target, state FROM dispatches WHERE seq = ? ORDER BY target')
    .all(seq)
    .map(toDispatch)
}

function toSql(query: LogQuery): { sql: string; values: Value[] } {
  const { since, before, eventTypes, failed, text, afterSeq, limit, matches, oldestFirst } = query
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
  if (text !== undefined) add(`e.event LIKE ? ESCAPE '\\'`, toPattern(text))
  if (afterSeq !== undefined) add('d.seq > ?', afterSeq)
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  // Through the events first, which are a third of what the whole rows are. SQLite keeps the order of
  // tables around CROSS JOIN, and so a search ends as soon as there are enough.
  const from =
    text === undefined ? fromDeliveries : 'FROM events e CROSS JOIN deliveries d ON d.seq = e.seq'
  const order = `${text === undefined ? 'd' : 'e'}.seq ${oldestFirst ? 'ASC' : 'DESC'}`
  const bounded = limit === undefined || matches ? '' : `LIMIT ${limit}`
  return {
    sql: `SELECT ${summaryColumns} ${from} ${where} ORDER BY ${order} ${bounded}`,
    values,
  }
}

/** The text as JSON writes it, with what LIKE would take for wildcards escaped. */
function toPattern(text: string): string {
  const json = JSON.stringify(text).slice(1, -1)
  return `%${json.replace(/[\\%_]/g, '\\$&')}%`
}
