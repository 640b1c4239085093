import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { BadgeEventsError } from '../../errors.js'

/** The slice of an SQLite binding that the log uses, so that another one can take its place. */
export interface Database {
  exec(sql: string): void
  /** Prepared once, however often it is asked for. */
  sql(text: string): Statement
  close(): void
}

export interface Statement {
  run(...values: Value[]): { changes: number; lastInsertRowid: number }
  get(...values: Value[]): Row | undefined
  all(...values: Value[]): Row[]
  iterate(...values: Value[]): Iterable<Row>
}

/** Texts must not hold a NUL: the binding would cut them there. JSON never does. */
export type Value = string | number | null | Uint8Array
export type Row = Record<string, unknown>

/** How long another process may hold the log before a write is given up, in ms. */
export const busyMs = 800

/**
 * Opens a database file, and makes it on first use, readable for its owner alone. On the main thread
 * only: native bindings have crashed processes when a worker that used one ended.
 *
 * @throws BadgeEventsError `LOG_UNUSABLE`
 */
export async function openDatabase(file: string): Promise<Database> {
  // A native module, and most commands never need it.
  const { default: Libsql } = await import('libsql')
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    makeFile(file)
    const connection = new Libsql(file)
    // Answers wait for the disk: what was acknowledged survives a power cut.
    for (const pragma of [
      `busy_timeout = ${busyMs}`,
      'auto_vacuum = INCREMENTAL',
      'journal_mode = WAL',
      'synchronous = FULL',
    ]) {
      connection.pragma(pragma)
    }
    return wrap(connection)
  } catch (cause) {
    throw logUnusable(file, cause)
  }
}

/**
 * Makes an empty file for its owner alone, unless there is one. That one is not opened: to close it
 * again would give up every lock that this process has on it.
 */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** An error of the binding as one of ours. */
export function logUnusable(file: string, cause: unknown): BadgeEventsError {
  const { code, message } = cause as { code?: string; message?: string }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new BadgeEventsError('LOG_UNUSABLE', `${file} is damaged, or not a delivery log`, {
      cause,
      hint: 'Move it away; a new one is made at the next start.',
    })
  }
  return new BadgeEventsError('LOG_UNUSABLE', `Cannot use the delivery log ${file}: ${message}`, {
    cause,
    hint: 'Check that the disk has space, and that you may write into its folder.',
  })
}

interface Connection {
  exec(sql: string): unknown
  prepare(sql: string): unknown
  close(): unknown
}

/** The binding's own `get` leaves a statement that failed in that state for ever; `all` does not. */
type Prepared = Omit<Statement, 'get'>

function wrap(connection: Connection): Database {
  const statements = new Map<string, Statement>()
  return {
    exec: (sql) => void connection.exec(sql),
    sql(text) {
      const known = statements.get(text)
      if (known) return known
      const prepared = connection.prepare(text) as Prepared
      const statement: Statement = {
        run: (...values) => prepared.run(...values),
        get: (...values) => prepared.all(...values)[0],
        all: (...values) => prepared.all(...values),
        iterate: (...values) => prepared.iterate(...values),
      }
      statements.set(text, statement)
      return statement
    },
    close() {
      statements.clear()
      connection.close()
    },
  }
}
