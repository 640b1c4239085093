import { join } from 'node:path'
import type { Attempt, Delivery, DispatchState } from '../types.js'
import { type Adopted, type Adoption, adoptDelivery } from './adopt.js'
import { type Appended, type Arrival, createAppender } from './append.js'
import { createCommitGroup, inTransaction } from './commit-group.js'
import { type Database, logUnusable, openDatabase } from './database.js'
import {
  claimTarget,
  countWaiting,
  dropWaiting,
  nextWaiting,
  type Owner,
  recordAttempt,
  releaseTargets,
  type Waiting,
} from './dispatches.js'
import { findDelivery, getDelivery } from './find.js'
import { migrate } from './migrations.js'
import { type Pruned, planPrune, pruneLog } from './prune.js'
import { type LogQuery, listDeliveries, readDispatches } from './query.js'
import { appendRefusal, listRefusals } from './refusals.js'
import { type DeliverySummary, type Dispatch, type Refusal, toAttempt } from './rows.js'

export type { Adopted, Adoption } from './adopt.js'
export type { Appended, Arrival } from './append.js'
export type { Owner, Waiting } from './dispatches.js'
export type { Pruned } from './prune.js'
export type { LogQuery } from './query.js'
export type { DeliverySummary, Dispatch, Refusal } from './rows.js'

/** All deliveries of a site, on disk. Several processes may use one log at once. */
export interface DeliveryLog {
  readonly file: string
  /**
   * Keeps an arrival for some targets. Resolves when it is durably on disk; an event that is there
   * already is counted as resent, and waits for those of the targets that never got it.
   *
   * @throws BadgeEventsError `LOG_UNUSABLE`; then nothing of it was kept
   */
  append(arrival: Arrival, targets: readonly string[]): Promise<Appended>
  /**
   * Keeps what another log had kept, at the end of this one and for no target; what is here already
   * stays as it is.
   *
   * @throws BadgeEventsError `LOG_UNUSABLE`; then nothing of it was kept
   */
  adopt(deliveries: readonly Adopted[]): Promise<Adoption[]>
  /** Keeps what was refused. @throws BadgeEventsError `LOG_UNUSABLE` */
  refuse(refusal: Refusal): Promise<void>
  /** Writes down a try to bring a delivery to a target. @throws BadgeEventsError `LOG_UNUSABLE` */
  record(seq: number, attempt: Attempt, state: DispatchState): Promise<void>

  get(seq: number): Delivery | null
  /** The delivery that a person named. @throws BadgeEventsError `DELIVERY_NOT_FOUND` */
  find(name: string): Delivery
  /** The last ones first, unless the query says otherwise. */
  list(query?: LogQuery): Iterable<DeliverySummary>
  attempts(seq: number): Attempt[]
  dispatches(seq: number): Dispatch[]
  /** The last ones first. */
  refusals(query?: { since?: Date; limit?: number }): Iterable<Refusal>
  /** Place of the last delivery, 0 when there is none. */
  lastSeq(): number
  /** Changes when another process has written. */
  version(): number

  /** The first delivery after a place that waits for a target. */
  nextWaiting(target: string, afterSeq: number): Delivery | undefined
  waiting(): Waiting[]
  /** Gives up on what waits for a target; tells how many that were. */
  dropWaiting(target: string): number
  /** Makes this process the one that delivers to a target. False while another one does. */
  claim(target: string, owner: Owner, now: Date): boolean
  release(owner: Owner): void

  /** Removes what was received before a time. */
  prune(before: Date): Pruned
  /** What `prune` would remove. */
  planPrune(before: Date): Pruned
  /** Waits for all writes, then closes the file. */
  close(): Promise<void>
}

/** Name of the log inside a site's `.badge-events` folder. */
export const logFile = 'deliveries.db'

/**
 * Opens the log of a site, and makes it on first use.
 *
 * @param folder - the site's `.badge-events` folder
 * @throws BadgeEventsError `LOG_UNUSABLE`, `LOG_TOO_NEW`
 */
export async function openLog(folder: string): Promise<DeliveryLog> {
  const file = join(folder, logFile)
  const database = await openDatabase(file)
  try {
    migrate(database, file)
    return createLog(database, file)
  } catch (error) {
    database.close()
    throw isOurs(error) ? error : logUnusable(file, error)
  }
}

function createLog(database: Database, file: string): DeliveryLog {
  const group = createCommitGroup(database)
  const append = createAppender(database)

  const write = async <T>(work: () => T): Promise<T> => {
    try {
      return await group.add(work)
    } catch (error) {
      throw logUnusable(file, error)
    }
  }

  return {
    file,
    append: (arrival, targets) => write(() => append(arrival, targets)),
    adopt: (deliveries) => write(() => deliveries.map((one) => adoptDelivery(database, one))),
    refuse: (refusal) => write(() => appendRefusal(database, refusal)),
    record: (seq, attempt, state) => write(() => recordAttempt(database, seq, attempt, state)),

    get: (seq) => getDelivery(database, seq),
    find: (name) => findDelivery(database, name),
    list: (query) => listDeliveries(database, query),
    attempts: (seq) =>
      database
        .sql('SELECT target, at, outcome FROM attempts WHERE seq = ? ORDER BY number')
        .all(seq)
        .map(toAttempt),
    dispatches: (seq) => readDispatches(database, seq),
    refusals: (query) => listRefusals(database, query),
    lastSeq: () =>
      Number(database.sql('SELECT coalesce(max(seq), 0) AS seq FROM deliveries').get()?.seq),
    version: () =>
      Number(database.sql('SELECT data_version FROM pragma_data_version').get()?.data_version),

    nextWaiting: (target, afterSeq) => nextWaiting(database, target, afterSeq),
    waiting: () => countWaiting(database),
    dropWaiting: (target) => dropWaiting(database, target),
    claim: (target, owner, now) =>
      inTransaction(database, () => claimTarget(database, target, owner, now, isAlive)),
    release: (owner) => releaseTargets(database, owner),

    prune: (before) => pruneLog(database, before),
    planPrune: (before) => planPrune(database, before),
    async close() {
      await group.settled()
      database.close()
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isOurs(error: unknown): boolean {
  return error instanceof Error && error.name === 'BadgeEventsError'
}
