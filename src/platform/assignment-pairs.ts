import type { Assignment } from './site-state.js'

interface Pairs {
  /** How many of the list are in the set. */
  known: number
  keys: Set<string>
}

const indexes = new WeakMap<readonly Assignment[], Pairs>()

/**
 * Whether a badge is assigned to a member, without looking through all assignments for each event.
 *
 * @param assignments - a list that is only ever added to; what takes out of it makes a new one
 */
export function hasPair(
  assignments: readonly Assignment[],
  badgeId: string,
  memberId: string,
): boolean {
  const index = indexes.get(assignments) ?? { known: 0, keys: new Set() }
  indexes.set(assignments, index)
  for (const one of assignments.slice(index.known)) index.keys.add(keyOf(one.badgeId, one.memberId))
  index.known = assignments.length
  return index.keys.has(keyOf(badgeId, memberId))
}

// Ids are GUIDs, but tests and data files may name anything.
function keyOf(badgeId: string, memberId: string): string {
  return `${badgeId.length} ${badgeId} ${memberId}`
}
