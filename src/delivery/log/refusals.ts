import type { Database } from './database.js'
import { type Refusal, toRefusal } from './rows.js'

/** How many refusals are kept: anybody can cause one. */
const kept = 1000
/** How much of a refused body is kept, in bytes. */
const keptBytes = 8192

/** Writes down what was refused, and forgets the oldest beyond a bound. */
export function appendRefusal(database: Database, refusal: Refusal): void {
  const { at, httpStatus, cause, reason, path, headers, bytes, body } = refusal
  database
    .sql(
      `INSERT INTO refusals (at, http_status, cause, reason, path, headers, bytes, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[at.getTime(), httpStatus, cause, reason, path, JSON.stringify(headers), bytes],
      body.subarray(0, keptBytes),
    )
  database
    .sql('DELETE FROM refusals WHERE number <= (SELECT max(number) FROM refusals) - ?')
    .run(kept)
}

/** The last refusals, newest first. */
export function* listRefusals(
  database: Database,
  { since, limit = kept }: { since?: Date; limit?: number } = {},
): Generator<Refusal> {
  const rows = database
    .sql('SELECT * FROM refusals WHERE at >= ? ORDER BY number DESC LIMIT ?')
    .iterate(since?.getTime() ?? 0, limit)
  for (const row of rows) yield toRefusal(row)
}
