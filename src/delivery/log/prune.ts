import { inTransaction } from './commit-group.js'
import type { Database } from './database.js'

/** How many deliveries go in one transaction: another process must not wait long for its turn. */
const chunk = 500

export interface Pruned {
  deliveries: number
  refusals: number
  /** Old ones that stay, because a target has yet to get them. */
  waiting: number
}

/** What {@link pruneLog} would remove. */
export function planPrune(database: Database, before: Date): Pruned {
  const time = before.getTime()
  const count = (sql: string): number => Number(database.sql(sql).get(time)?.count)
  const old = 'SELECT count(*) AS count FROM deliveries d WHERE received_at < ?'
  const waiting = count(
    `${old} AND EXISTS (SELECT 1 FROM dispatches w WHERE w.seq = d.seq AND w.state = 'waiting')`,
  )
  const refusals = count('SELECT count(*) AS count FROM refusals WHERE at < ?')
  return { deliveries: count(old) - waiting, refusals, waiting }
}

/** Removes what was received before a time. What still waits for a target stays. */
export function pruneLog(database: Database, before: Date): Pruned {
  const time = before.getTime()
  let deliveries = 0
  for (;;) {
    const seqs = database
      .sql(
        `SELECT seq FROM deliveries d WHERE received_at < ? AND NOT EXISTS
           (SELECT 1 FROM dispatches w WHERE w.seq = d.seq AND w.state = 'waiting')
         ORDER BY seq LIMIT ?`,
      )
      .all(time, chunk)
      .map(({ seq }) => Number(seq))
    if (seqs.length === 0) break
    inTransaction(database, () => {
      for (const table of ['attempts', 'dispatches', 'events', 'deliveries']) {
        const remove = database.sql(`DELETE FROM ${table} WHERE seq = ?`)
        for (const seq of seqs) remove.run(seq)
      }
    })
    deliveries += seqs.length
  }
  const refusals = database.sql('DELETE FROM refusals WHERE at < ?').run(time).changes
  const rest = database
    .sql('SELECT count(*) AS count FROM deliveries WHERE received_at < ?')
    .get(time)
  database.exec('PRAGMA incremental_vacuum')
  return { deliveries, refusals, waiting: Number(rest?.count) }
}
