import type { Arrival } from './append.js'
import type { Moment } from './arrival-order.js'
import type { Database } from './database.js'

/** What the log knows of a delivery besides what arrived first. */
export interface Standing {
  late: boolean
  resends: number
  lastReceivedAt: Date
}

/** Writes a delivery at the end of the log, inside a transaction of the caller's; gives its place. */
export function insertDelivery(
  database: Database,
  arrival: Arrival,
  { late, resends, lastReceivedAt }: Standing,
): number {
  const { event, eventId, eventType, key, source, path, headers, verification, body } = arrival
  const moment = momentOf(arrival)
  const inserted = database
    .sql(
      `INSERT INTO deliveries (identity, event_id, event_type, key, entity_id, event_time, sequence,
         source, received_at, resends, last_received_at, is_late, path, headers, verification, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[identityOf(arrival), eventId, eventType, key, text(event.metadata.entityId)],
      ...[moment.eventTime, moment.sequence, source, arrival.receivedAt.getTime(), resends],
      ...[lastReceivedAt.getTime(), late ? 1 : 0, path],
      ...[JSON.stringify(headers), JSON.stringify(verification), body],
    )
  const seq = Number(inserted.lastInsertRowid)
  database.sql('INSERT INTO events (seq, event) VALUES (?, ?)').run(seq, JSON.stringify(event))
  return seq
}

type Identified = Pick<Arrival, 'eventId' | 'event'> & {
  verification: Pick<Arrival['verification'], 'status'>
}

/**
 * What makes two arrivals one delivery. The event id, as Wix says; the app instance, because two apps
 * get the same event each for itself; and who signed it, so that a forged arrival cannot pass for
 * the real one and keep it out.
 */
export function identityOf({ eventId, event, verification }: Identified): string {
  return JSON.stringify([eventId, event.metadata.instanceId ?? null, verification.status])
}

export function momentOf({ event }: Arrival): Moment {
  const { entityEventSequence, eventTime } = event.metadata
  return { sequence: text(entityEventSequence), eventTime: text(eventTime) }
}

/** A text without NUL, where the binding would cut it; null for anything else. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && !value.includes('\0') ? value : null
}
