import type { Context } from '../context.js'
import { newId } from '../platform/new-id.js'
import { createRandom, seededStart } from '../platform/seeded.js'

/** A context whose ids and times are the same for the same seed. */
export function seededContext(context: Context, seed: number): Context {
  const random = createRandom(seed)
  let now = seededStart
  return {
    ...context,
    now: () => new Date(now++),
    newId: () => newId(random),
  }
}
