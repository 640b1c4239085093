import type { Effect, RunResult } from './result.js'
import { createShaper } from './shape.js'

/** What is different between two runs of the same event. */
export interface RunDifference {
  /** Set when the status changed: `passed` to `failed`. */
  status: { before: string; after: string } | null
  /** Effects of the one run that the other has not, in order. */
  added: Effect[]
  removed: Effect[]
}

/** Compares the effects of two runs by what was called and what came of it, not by times or generated ids. */
export function compareRuns(before: RunResult, after: RunResult): RunDifference {
  return {
    status: before.status === after.status ? null : { before: before.status, after: after.status },
    added: effectsBeyond(after.effects, before.effects),
    removed: effectsBeyond(before.effects, after.effects),
  }
}

/** The effects of the first list that have no counterpart in the second. */
export function effectsBeyond(effects: readonly Effect[], others: readonly Effect[]): Effect[] {
  const left = new Map<string, number>()
  for (const other of others) left.set(signature(other), (left.get(signature(other)) ?? 0) + 1)
  return effects.filter((effect) => {
    const count = left.get(signature(effect)) ?? 0
    left.set(signature(effect), count - 1)
    return count <= 0
  })
}

const shape = createShaper([])

function signature({ module, method, args, outcome, afterReturn }: Effect): string {
  return JSON.stringify(shape([module, method, args, outcome, afterReturn]))
}
