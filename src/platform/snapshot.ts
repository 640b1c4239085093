import { toPortable } from './portable.js'
import type { Portable, WorldState } from './protocol.js'
import type { World } from './world.js'

/** Copies of all that a world holds, by collection and `_id`, JSON-safe. */
export function takeSnapshot(world: World): WorldState {
  const { members, badges, contacts, labels, assignments } = world.site
  const people: [string, Iterable<readonly [string, object]>][] = [
    ['the members', members],
    ['the badges', badges],
    ['the contacts', contacts],
    ['the labels', labels],
    ['the badge assignments', assignments.map((one) => [one._id, one] as const)],
  ]
  const state: WorldState = {}
  for (const [name, items] of [...world.collections(), ...people]) {
    const rows: Record<string, Portable> = Object.create(null)
    for (const [id, item] of items) rows[id] = toPortable(item)
    state[name] = rows
  }
  return state
}
