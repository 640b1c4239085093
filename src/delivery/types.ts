import type { EventKey } from '../catalog/keys.js'
import type { EventObject } from '../event/types.js'
import type { RunResult } from '../runner/result.js'

/** One event that arrived and was kept: what came over the wire, and what became of it. */
export interface Delivery {
  /** Place in the log, counting from 1: the order of arrival. */
  seq: number
  /** Short id to name it by, made of `seq`. */
  id: string
  /** Event id (GUID), the same for every resend. */
  eventId: string
  /** Null for an event outside the catalog. */
  key: EventKey | null
  /** `eventType` of the webhook envelope. */
  eventType: string
  event: EventObject
  source: DeliverySource
  receivedAt: Date
  /** How often the same event arrived again, and when last. */
  resends: number
  lastReceivedAt: Date
  /** An event of the same entity that happened later had arrived before. */
  isLate: boolean
  /** Path and query of the request, `/`. */
  path: string
  /** The request's body, byte for byte. */
  body: Buffer
  /** By lower-case name; only those that are safe to keep. */
  headers: Readonly<Record<string, string>>
  verification: Verification
}

export type DeliverySource = 'webhook' | 'velo' | 'relay' | 'local'

/** What is known of who signed a delivery. What is rejected never becomes a delivery. */
export type Verification =
  /** Signed with a public key that was given. */
  | { status: 'verified'; key: string }
  /** Signed with the project's own key: it came from this machine. */
  | { status: 'local'; key: string }
  /** No public key is set, so nobody knows. */
  | { status: 'unverified' }

/** Where deliveries go: the local handlers, an address. */
export interface Target {
  /** Under this name its progress is kept in the log: `run src/backend/events.js`, or the address. */
  readonly name: string
  /**
   * Brings one delivery there. Never rejects for what the target does; that is in the outcome.
   *
   * @param signal - aborts what is under way
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveryOutcome>
  /** Frees what it holds. */
  close(): Promise<void>
}

/** What a target made of one delivery. */
export type DeliveryOutcome = {
  durationMs: number
  /** Status of the answer, from an address. */
  httpStatus?: number
  /** What the handlers did, one for each that ran. */
  results?: RunResult[]
  /** A remark for people: Wix would have sent it again. */
  note?: string
} & (
  | { status: 'delivered' }
  /** Nobody there wants it: no handler is exported for it. */
  | { status: 'skipped'; reason: string }
  /** It did not work, and trying again is no use: the handler threw, the answer was 404. */
  | { status: 'failed'; reason: string }
  /** It did not work, trying again may help: 503, too slow. */
  | { status: 'retry'; reason: string; retryAfterMs?: number }
  /** Nobody answers: all that is meant for this target waits. */
  | { status: 'down'; reason: string }
)

/** One try to bring a delivery to a target, as the log keeps it. */
export interface Attempt {
  target: string
  at: Date
  outcome: DeliveryOutcome
}

/** How far a delivery is on its way to one target. */
export type DispatchState = 'waiting' | 'delivered' | 'skipped' | 'failed'
