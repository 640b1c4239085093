/** The moment at which seeded runs begin. */
export const seededStart = Date.UTC(2026, 0, 1)

// A thread may be seeded again, for a new world.
const RealDate = Date

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Makes chance and time repeatable for all code of the thread: `Math.random` follows the seed, and the
 * clock begins at {@link seededStart} and moves on by 1 ms with each look at it, so that loops which
 * wait for it still end.
 */
export function installSeed(seed: number): void {
  Math.random = createRandom(seed)
  let now = seededStart
  const tick = () => now++
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [tick()] : args, newTarget),
    apply: (target) => new target(tick()).toString(),
    get: (target, key) => (key === 'now' ? tick : Reflect.get(target, key)),
  })
}
