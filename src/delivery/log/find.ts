import { BadgeEventsError } from '../../errors.js'
import type { Delivery } from '../types.js'
import type { Database } from './database.js'
import { deliveryColumns, fromDeliveries, toDelivery } from './rows.js'
import { fromShortId, toShortId } from './short-id.js'

/** From so many characters on, the beginning of an id is looked for. */
const prefixLength = 2

/** The delivery at a place in the log. */
export function getDelivery(database: Database, seq: number): Delivery | null {
  const row = database.sql(`SELECT ${deliveryColumns} ${fromDeliveries} WHERE d.seq = ?`).get(seq)
  return row ? toDelivery(row) : null
}

/**
 * The delivery that a person named: by its short id or the beginning of it, by its event id, or as
 * `last`, `last~2`.
 *
 * @throws BadgeEventsError `DELIVERY_NOT_FOUND`
 */
export function findDelivery(database: Database, name: string): Delivery {
  const seqs = [...new Set(findSeqs(database, name.trim()))]
  const [seq] = seqs
  const delivery = seqs.length === 1 && seq !== undefined ? getDelivery(database, seq) : null
  if (delivery) return delivery
  throw seqs.length > 1 ? ambiguous(name, seqs) : notFound(name)
}

function findSeqs(database: Database, name: string): number[] {
  const back = /^last(?:~(\d+))?$/i.exec(name)
  if (back) return seqsOf(database, 'ORDER BY seq DESC LIMIT 1 OFFSET ?', Number(back[1] ?? 0))
  const exact = fromShortId(name)
  if (exact !== null && getDelivery(database, exact)) return [exact]
  const byEvent = seqsOf(database, 'WHERE event_id = ? ORDER BY seq DESC LIMIT 10', name)
  if (byEvent.length > 0) return byEvent
  return name.length < prefixLength ? [] : seqsWithPrefix(database, name.toLowerCase())
}

function seqsOf(database: Database, rest: string, value: string | number): number[] {
  return database
    .sql(`SELECT seq FROM deliveries ${rest}`)
    .all(value)
    .map(({ seq }) => Number(seq))
}

function seqsWithPrefix(database: Database, prefix: string): number[] {
  const found: number[] = []
  for (const row of database.sql('SELECT seq FROM deliveries ORDER BY seq DESC').iterate()) {
    const seq = Number(row.seq)
    if (toShortId(seq).startsWith(prefix)) found.push(seq)
    if (found.length > 10) break
  }
  return found
}

function ambiguous(name: string, seqs: readonly number[]): BadgeEventsError {
  const ids = seqs.map(toShortId)
  return new BadgeEventsError(
    'DELIVERY_NOT_FOUND',
    `"${name}" stands for more than one delivery: ${ids.slice(0, 10).join(', ')}`,
    { hint: 'Name one of them by its whole id.', details: { name, ids } },
  )
}

function notFound(name: string): BadgeEventsError {
  return new BadgeEventsError('DELIVERY_NOT_FOUND', `There is no delivery "${name}" in the log`, {
    hint: '`badge-events log` lists them. A delivery is named by its id, its event id, last or last~1.',
    details: { name },
  })
}
