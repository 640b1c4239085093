import type { DataChange, Effect, RunResult } from '../../runner/result.js'
import { runtime } from '../vitest/slot.js'

/** What a matcher looks at: `world`, what `effects()` gave, or the result of `simulate`. */
export interface Subject {
  effects: readonly Effect[]
  /** Items that were inserted. */
  inserted: readonly { collection: string; item: unknown }[]
}

/** Marks the `world` of the tests, of which there may be several copies. */
export const worldMark: unique symbol = Symbol.for('badge-events.world')

/** Under this, a list of effects keeps what was inserted meanwhile. */
export const insertedMark: unique symbol = Symbol.for('badge-events.inserted')

/** @throws TypeError for anything else */
export function toSubject(received: unknown): Subject {
  if (typeof received === 'object' && received !== null) {
    if (worldMark in received) return currentSubject()
    if (Array.isArray(received) && insertedMark in received) {
      return { effects: received, inserted: received[insertedMark] as Subject['inserted'] }
    }
    if (isRunResult(received)) {
      return { effects: received.effects, inserted: insertedIn(received.dataChanges) }
    }
  }
  throw new TypeError(
    'Write expect(world), expect(effects()), or expect(result) with a result of simulate()',
  )
}

function currentSubject(): Subject {
  const { record } = runtime()
  return { effects: record.effects(), inserted: record.inserted }
}

function isRunResult(value: object): value is RunResult {
  return 'effects' in value && 'dataChanges' in value && Array.isArray(value.dataChanges)
}

function insertedIn(changes: readonly DataChange[]): Subject['inserted'] {
  return changes.flatMap(({ kind, collection, after }) =>
    kind === 'insert' ? [{ collection, item: after }] : [],
  )
}
