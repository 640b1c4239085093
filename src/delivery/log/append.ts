import type { Delivery } from '../types.js'
import { isAfter, type Moment } from './arrival-order.js'
import type { Database } from './database.js'
import { identityOf, insertDelivery, momentOf, text } from './insert.js'
import { deliveryColumns, fromDeliveries, toDelivery } from './rows.js'
import { toShortId } from './short-id.js'

/** What arrived, before the log has given it a place. */
export type Arrival = Omit<
  Delivery,
  'seq' | 'id' | 'resends' | 'lastReceivedAt' | 'isLate' | 'receivedAt'
> & {
  receivedAt: Date
}

export type Appended =
  | { status: 'new'; delivery: Delivery }
  /** The same event had arrived before; `sinceMs` after its first arrival, in ms. */
  | { status: 'resent'; delivery: Delivery; sinceMs: number }

/** Of how many entities the latest event is remembered. */
const remembered = 10_000
/** How far back in the log the latest event of an entity is looked for. */
const lookBack = 20

/** Creates the statements that write an arrival; they run inside a transaction of the caller's. */
export function createAppender(
  database: Database,
): (arrival: Arrival, targets: readonly string[]) => Appended {
  const latest = new Map<string, Moment>()

  const isLate = (entityId: string | null, moment: Moment): boolean => {
    if (entityId === null) return false
    const known = latest.get(entityId) ?? readLatest(database, entityId)
    const late = known !== undefined && isAfter(known, moment)
    // Deleted and set again, the entity moves to the end: those at the front were seen least recently.
    latest.delete(entityId)
    latest.set(entityId, late ? known : moment)
    if (latest.size > remembered) latest.delete(latest.keys().next().value ?? '')
    return late
  }

  return (arrival, targets) => {
    const identity = identityOf(arrival)
    const { event } = arrival
    const at = arrival.receivedAt.getTime()
    const moment = momentOf(arrival)
    const entityId = text(event.metadata.entityId)
    const known = find(database, identity)
    if (known) {
      database
        .sql('UPDATE deliveries SET resends = resends + 1, last_received_at = ? WHERE seq = ?')
        .run(at, known.seq)
      dispatch(database, known.seq, targets)
      const delivery = { ...known, resends: known.resends + 1, lastReceivedAt: arrival.receivedAt }
      return { status: 'resent', delivery, sinceMs: at - known.receivedAt.getTime() }
    }
    const late = isLate(entityId, moment)
    const seq = insertDelivery(database, arrival, {
      late,
      resends: 0,
      lastReceivedAt: arrival.receivedAt,
    })
    dispatch(database, seq, targets)
    const delivery: Delivery = {
      ...arrival,
      seq,
      id: toShortId(seq),
      resends: 0,
      lastReceivedAt: arrival.receivedAt,
      isLate: late,
    }
    return { status: 'new', delivery }
  }
}

function find(database: Database, identity: string): Delivery | undefined {
  const row = database
    .sql(`SELECT ${deliveryColumns} ${fromDeliveries} WHERE d.identity = ?`)
    .get(identity)
  return row && toDelivery(row)
}

function dispatch(database: Database, seq: number, targets: readonly string[]): void {
  for (const target of targets) {
    database
      .sql(`INSERT OR IGNORE INTO dispatches (seq, target, state) VALUES (?, ?, 'waiting')`)
      .run(seq, target)
  }
}

/** Of its last arrivals the one that happened last. */
function readLatest(database: Database, entityId: string): Moment | undefined {
  return database
    .sql(
      'SELECT event_time, sequence FROM deliveries WHERE entity_id = ? ORDER BY seq DESC LIMIT ?',
    )
    .all(entityId, lookBack)
    .map((row) => ({ sequence: text(row.sequence), eventTime: text(row.event_time) }))
    .reduce<Moment | undefined>(
      (latest, moment) => (latest && isAfter(latest, moment) ? latest : moment),
      undefined,
    )
}
