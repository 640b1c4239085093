import type { Delivery } from '../types.js'
import { isAfter, type Moment } from './arrival-order.js'
import type { Database } from './database.js'
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
    const { event, eventId, eventType, key, source, path, headers, verification, body } = arrival
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
    const inserted = database
      .sql(
        `INSERT INTO deliveries (identity, event_id, event_type, key, entity_id, event_time, sequence,
           source, received_at, last_received_at, is_late, path, headers, verification, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[identity, eventId, eventType, key, entityId, moment.eventTime, moment.sequence],
        ...[source, at, at, late ? 1 : 0, path],
        ...[JSON.stringify(headers), JSON.stringify(verification), body],
      )
    const seq = Number(inserted.lastInsertRowid)
    database.sql('INSERT INTO events (seq, event) VALUES (?, ?)').run(seq, JSON.stringify(event))
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

/**
 * What makes two arrivals one delivery. The event id, as Wix says; the app instance, because two apps
 * get the same event each for itself; and who signed it, so that a forged arrival cannot pass for
 * the real one and keep it out.
 */
export function identityOf({ eventId, event, verification }: Arrival): string {
  return JSON.stringify([eventId, event.metadata.instanceId ?? null, verification.status])
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

function momentOf({ event }: Arrival): Moment {
  const { entityEventSequence, eventTime } = event.metadata
  return { sequence: text(entityEventSequence), eventTime: text(eventTime) }
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

/** A text without NUL, where the binding would cut it; null for anything else. */
function text(value: unknown): string | null {
  return typeof value === 'string' && !value.includes('\0') ? value : null
}
