import type { Act, Plan, Undo } from './types.js'
import { createUndoStack } from './undo-stack.js'

/** What a plan would do. Ids that only Wix can give are written `<new badge>`. */
export interface Rehearsal {
  acts: readonly Act[]
  /** What would take it back, in this order. */
  undos: readonly Undo[]
  /** Those of the acts that nothing takes back. */
  finals: readonly Act[]
}

/** Goes through a plan with examples in place of what Wix would answer. */
export function rehearse(plan: Plan): Rehearsal {
  const acts: Act[] = []
  const finals: Act[] = []
  const stack = createUndoStack()
  let made = plan.given
  for (const step of plan.steps) {
    const act = step.act(made)
    const before = stack.entries().length
    made = step.learn?.(step.example, made) ?? made
    stack.done(step, made)
    acts.push(act)
    // What the plan made itself leaves the stack when it is deleted; nothing else ends without a trace.
    if (step.effect === 'ends' && stack.entries().length === before) finals.push(act)
  }
  return { acts, undos: stack.entries(), finals }
}
