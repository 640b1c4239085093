import type { Database } from './database.js'

/** Writes of many, one wait for the disk. */
export interface CommitGroup {
  /**
   * Queues a write. Resolves with what it returned when that is durably on disk, rejects when it
   * could not be written; then nothing of it is there.
   */
  add<T>(write: () => T): Promise<T>
  /** Resolves when all that was queued is written or refused. Never rejects. */
  settled(): Promise<void>
}

interface Entry {
  write(): unknown
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** Within this time after a commit, more are on their way, in ms. */
const busyMs = 10
/** So long the next commit then waits for company, in ms: the disk is waited for once for all of them. */
const gatherMs = 2

/**
 * Writes that come at the same time share one transaction: all of one turn of the event loop, and
 * under load those of the next milliseconds.
 */
export function createCommitGroup(database: Database): CommitGroup {
  let queue: Entry[] = []
  let scheduled = false
  let committedAt = Number.NEGATIVE_INFINITY
  const idle: (() => void)[] = []

  const flush = (): void => {
    const entries = queue
    queue = []
    scheduled = false
    commit(database, entries)
    committedAt = performance.now()
    for (const resolve of idle.splice(0)) resolve()
  }

  return {
    add: <T>(write: () => T) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ write, resolve: resolve as (value: unknown) => void, reject })
        if (scheduled) return
        scheduled = true
        if (performance.now() - committedAt < busyMs) setTimeout(flush, gatherMs)
        else setImmediate(flush)
      }),
    settled: () =>
      new Promise((resolve) => {
        if (scheduled) idle.push(resolve)
        else resolve()
      }),
  }
}

function commit(database: Database, entries: readonly Entry[]): void {
  try {
    const values = inTransaction(database, () => entries.map(({ write }) => write()))
    entries.forEach(({ resolve }, index) => {
      resolve(values[index])
    })
  } catch (error) {
    const [first] = entries
    // One write that cannot be must not take its neighbours with it. A full disk takes them all.
    if (entries.length > 1 && !isOfTheDisk(error)) {
      for (const entry of entries) commit(database, [entry])
    } else if (entries.length > 1) {
      for (const { reject } of entries) reject(error)
    } else {
      first?.reject(error)
    }
  }
}

/** Runs some statements as one: all of them are in the database afterwards, or none. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const value = work()
    database.exec('COMMIT')
    return value
  } catch (error) {
    rollBack(database)
    throw error
  }
}

function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // SQLite has rolled back by itself when the disk was full.
  }
}

function isOfTheDisk(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return /^SQLITE_(FULL|IOERR|BUSY|READONLY|CORRUPT|CANTOPEN|NOMEM|NOTADB)/.test(code)
}
