import type { Attempt, Delivery, DispatchState } from '../types.js'
import type { Database } from './database.js'
import { deliveryColumns, toDelivery } from './rows.js'

/** A tail that stopped beating this long ago has lost its targets to the next one, in ms. */
const ownerMs = 10_000

export interface Waiting {
  target: string
  count: number
}

/** The first delivery after a place that waits for a target; undefined when there is none. */
export function nextWaiting(
  database: Database,
  target: string,
  afterSeq: number,
): Delivery | undefined {
  const row = database
    .sql(
      `SELECT ${deliveryColumns} FROM dispatches w
         JOIN deliveries d ON d.seq = w.seq JOIN events e ON e.seq = w.seq
       WHERE w.target = ? AND w.state = 'waiting' AND w.seq > ? ORDER BY w.seq LIMIT 1`,
    )
    .get(target, afterSeq)
  return row && toDelivery(row)
}

/** How many deliveries wait, by target. */
export function countWaiting(database: Database): Waiting[] {
  return database
    .sql(
      `SELECT target, count(*) AS count FROM dispatches WHERE state = 'waiting'
       GROUP BY target ORDER BY target`,
    )
    .all()
    .map(({ target, count }) => ({ target: String(target), count: Number(count) }))
}

/** Writes down a try, and where it leaves the delivery. */
export function recordAttempt(
  database: Database,
  seq: number,
  { target, at, outcome }: Attempt,
  state: DispatchState,
): void {
  database
    .sql('INSERT INTO attempts (seq, target, at, outcome) VALUES (?, ?, ?, ?)')
    .run(seq, target, at.getTime(), JSON.stringify(outcome))
  database
    .sql(
      `INSERT INTO dispatches (seq, target, state) VALUES (?, ?, ?)
       ON CONFLICT (seq, target) DO UPDATE SET state = excluded.state`,
    )
    .run(seq, target, state)
}

/** Who delivers to a target; several processes may share a log, and one of them keeps the order. */
export interface Owner {
  id: string
  pid: number
}

/** Makes a process the one that delivers to a target, or keeps it so. False while another one is. */
export function claimTarget(
  database: Database,
  target: string,
  owner: Owner,
  now: Date,
  isAlive: (pid: number) => boolean,
): boolean {
  const present = database
    .sql('SELECT owner, pid, beat_at FROM owners WHERE target = ?')
    .get(target)
  const isTaken =
    present !== undefined &&
    present.owner !== owner.id &&
    now.getTime() - Number(present.beat_at) < ownerMs &&
    isAlive(Number(present.pid))
  if (isTaken) return false
  database
    .sql(
      `INSERT INTO owners (target, owner, pid, beat_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (target) DO UPDATE SET owner = excluded.owner, pid = excluded.pid, beat_at = excluded.beat_at`,
    )
    .run(target, owner.id, owner.pid, now.getTime())
  return true
}

export function releaseTargets(database: Database, owner: Owner): void {
  database.sql('DELETE FROM owners WHERE owner = ?').run(owner.id)
}

/** Takes back what waits for a target: it counts as passed over. */
export function dropWaiting(database: Database, target: string): number {
  return database
    .sql(`UPDATE dispatches SET state = 'skipped' WHERE target = ? AND state = 'waiting'`)
    .run(target).changes
}
