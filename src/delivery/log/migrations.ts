import { existsSync } from 'node:fs'
import { BadgeEventsError } from '../../errors.js'
import type { Database } from './database.js'

/** Each brings the log from the version that is its index to the next one. */
export type Migrations = readonly string[]

export const migrations: Migrations = [
  `
  CREATE TABLE deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- event id, app instance and trust: what makes two arrivals the same
    identity TEXT NOT NULL UNIQUE,
    event_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    key TEXT,
    entity_id TEXT,
    event_time TEXT,
    sequence TEXT,
    source TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    resends INTEGER NOT NULL DEFAULT 0,
    last_received_at INTEGER NOT NULL,
    is_late INTEGER NOT NULL DEFAULT 0,
    path TEXT NOT NULL,
    headers TEXT NOT NULL,
    verification TEXT NOT NULL,
    body BLOB NOT NULL
  );
  CREATE INDEX deliveries_received_at ON deliveries (received_at);
  CREATE INDEX deliveries_entity ON deliveries (entity_id, seq);
  -- Apart from the bodies, so that a search reads a third of the pages.
  CREATE TABLE events (seq INTEGER PRIMARY KEY, event TEXT NOT NULL);
  CREATE TABLE dispatches (
    seq INTEGER NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (seq, target)
  ) WITHOUT ROWID;
  CREATE INDEX dispatches_waiting ON dispatches (target, seq) WHERE state = 'waiting';
  CREATE INDEX dispatches_failed ON dispatches (seq) WHERE state = 'failed';
  CREATE TABLE attempts (
    number INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    target TEXT NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL
  );
  CREATE INDEX attempts_seq ON attempts (seq);
  CREATE TABLE refusals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    http_status INTEGER NOT NULL,
    cause TEXT NOT NULL,
    reason TEXT NOT NULL,
    path TEXT NOT NULL,
    headers TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    body BLOB NOT NULL
  );
  CREATE TABLE owners (
    target TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    pid INTEGER NOT NULL,
    beat_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
]

/**
 * Brings a log to the present version. An older one is copied first, to `<file>.v<version>`.
 *
 * @throws BadgeEventsError `LOG_TOO_NEW`
 */
export function migrate(database: Database, file: string, steps: Migrations = migrations): void {
  const version = versionOf(database)
  if (version > steps.length) throw tooNew(file, version, steps.length)
  if (version === steps.length) return
  const backup = `${file}.v${version}`
  if (version > 0 && !existsSync(backup)) {
    database.exec(`VACUUM INTO '${backup.replaceAll("'", "''")}'`)
  }
  database.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have done it while this one waited.
    for (const step of steps.slice(versionOf(database))) database.exec(step)
    database.exec(`PRAGMA user_version = ${steps.length}`)
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

function versionOf(database: Database): number {
  return Number(database.sql('SELECT user_version FROM pragma_user_version').get()?.user_version)
}

function tooNew(file: string, version: number, known: number): BadgeEventsError {
  return new BadgeEventsError(
    'LOG_TOO_NEW',
    `${file} was written by a newer badge-events: it has version ${version}, this one knows ${known}`,
    { hint: 'Update badge-events, or move the file away; a new one is made at the next start.' },
  )
}
