import type { EventKey } from '../../catalog/keys.js'
import type { EventObject } from '../../event/types.js'
import type {
  Attempt,
  Delivery,
  DeliveryOutcome,
  DeliverySource,
  DispatchState,
  Verification,
} from '../types.js'
import type { Row } from './database.js'
import { toShortId } from './short-id.js'

/** A delivery without what came over the wire: enough for a line in a list. */
export type DeliverySummary = Omit<Delivery, 'body' | 'headers'> & {
  /** Size of the body. */
  bytes: number
  dispatches: Dispatch[]
}

/** How far a delivery is on its way to a target. */
export interface Dispatch {
  target: string
  state: DispatchState
}

/** Something that was refused and so never became a delivery. */
export interface Refusal {
  at: Date
  httpStatus: number
  /** Stable code, `expired`. */
  cause: string
  /** The sentence for people, `expired 3 h ago`. */
  reason: string
  path: string
  headers: Readonly<Record<string, string>>
  /** Size of the whole body, of which the log keeps only the first part. */
  bytes: number
  body: Buffer
}

/** Columns of a delivery without what came over the wire. */
export const summaryColumns = `
  d.seq, d.event_id, d.event_type, d.key, d.source, d.received_at, d.resends,
  d.last_received_at, d.is_late, d.path, d.verification, length(d.body) AS bytes, e.event`

/** Columns of a whole delivery. */
export const deliveryColumns = `${summaryColumns}, d.headers, d.body`

export const fromDeliveries = 'FROM deliveries d JOIN events e ON e.seq = d.seq'

export function toDelivery(row: Row): Delivery {
  return {
    ...toBase(row),
    body: toBuffer(row.body),
    headers: JSON.parse(String(row.headers)) as Record<string, string>,
  }
}

export function toSummary(row: Row): Omit<DeliverySummary, 'dispatches'> {
  return { ...toBase(row), bytes: Number(row.bytes) }
}

function toBase(row: Row): Omit<Delivery, 'body' | 'headers'> {
  const seq = Number(row.seq)
  return {
    seq,
    id: toShortId(seq),
    eventId: String(row.event_id),
    key: (row.key ?? null) as EventKey | null,
    eventType: String(row.event_type),
    event: JSON.parse(String(row.event)) as EventObject,
    source: String(row.source) as DeliverySource,
    receivedAt: new Date(Number(row.received_at)),
    resends: Number(row.resends),
    lastReceivedAt: new Date(Number(row.last_received_at)),
    isLate: row.is_late === 1,
    path: String(row.path),
    verification: JSON.parse(String(row.verification)) as Verification,
  }
}

export function toDispatch({ target, state }: Row): Dispatch {
  return { target: String(target), state: String(state) as DispatchState }
}

export function toAttempt({ target, at, outcome }: Row): Attempt {
  return {
    target: String(target),
    at: new Date(Number(at)),
    outcome: JSON.parse(String(outcome)) as DeliveryOutcome,
  }
}

export function toRefusal(row: Row): Refusal {
  return {
    at: new Date(Number(row.at)),
    httpStatus: Number(row.http_status),
    cause: String(row.cause),
    reason: String(row.reason),
    path: String(row.path),
    headers: JSON.parse(String(row.headers)) as Record<string, string>,
    bytes: Number(row.bytes),
    body: toBuffer(row.body),
  }
}

/** The binding gives an ArrayBuffer where others give a Buffer. */
function toBuffer(value: unknown): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(value as ArrayBuffer)
}
