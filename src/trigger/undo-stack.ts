import type { Made, Step, Undo } from './types.js'

/** What has been done and could be taken back. */
export interface UndoStack {
  /** A step went well, or may have. */
  done(step: Step, made: Made): void
  /** What there is to take back, the last one first. */
  entries(): readonly Undo[]
}

/**
 * Keeps what a plan has to take back. What is made by the plan is not set back when it is changed,
 * and is forgotten when the plan itself deletes it.
 */
export function createUndoStack(): UndoStack {
  const stack: { undo: Undo; isOurs: boolean }[] = []
  return {
    done(step, made) {
      const ours = stack.findLastIndex(({ undo, isOurs }) => isOurs && undo.thing === step.thing)
      if (step.effect === 'ends' && ours !== -1) {
        stack.splice(ours, 1)
        return
      }
      if (step.effect === 'changes' && ours !== -1) return
      const undo = step.undo?.(made)
      if (undo) stack.push({ undo, isOurs: step.effect === 'makes' })
    },
    entries: () => stack.toReversed().map(({ undo }) => undo),
  }
}
