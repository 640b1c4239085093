import type { Arrival } from './append.js'
import type { Database } from './database.js'
import { identityOf, insertDelivery } from './insert.js'

/** A delivery of another log. */
export type Adopted = Arrival & { resends: number; lastReceivedAt: Date; isLate: boolean }

/** Whether it became one of this log's, or was there already. */
export type Adoption = 'added' | 'known'

const statuses = ['verified', 'local', 'unverified'] as const

/** Writes a delivery of another log, inside a transaction of the caller's. */
export function adoptDelivery(database: Database, adopted: Adopted): Adoption {
  if (isKnown(database, adopted)) return 'known'
  const { isLate: late, resends, lastReceivedAt } = adopted
  insertDelivery(database, adopted, { late, resends, lastReceivedAt })
  return 'added'
}

/** What nobody can verify adds nothing to the same event that is here, whatever is known of that one. */
function isKnown(database: Database, adopted: Adopted): boolean {
  const { status } = adopted.verification
  const same = status === 'unverified' ? statuses : [status]
  return same.some((one) => {
    const identity = identityOf({ ...adopted, verification: { status: one } })
    return database.sql('SELECT 1 FROM deliveries WHERE identity = ?').get(identity) !== undefined
  })
}
