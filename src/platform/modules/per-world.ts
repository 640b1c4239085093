import type { World } from '../world.js'

/** State of a double that lives as long as the world it belongs to: the next world starts anew. */
export function createPerWorld<T>(create: (world: World) => T): (world: World) => T {
  const states = new WeakMap<object, T>()
  return (world) => {
    const known = states.get(world.site)
    if (known !== undefined) return known
    const state = create(world)
    states.set(world.site, state)
    return state
  }
}
