import type { WorldSeeds } from '../../platform/in-process.js'
import type { Effect, Warning } from '../../runner/result.js'
import { runtime } from './slot.js'

/** The site behind the test that runs: what it has, and what can be added to it. */
export interface TestWorld {
  /**
   * Adds members, badges, contacts, items, secrets and answers for fetches, without a trace: no hook runs,
   * nothing is recorded. Outside of a test, as in `beforeAll`, it holds for all tests of the file.
   */
  seed(seeds: WorldSeeds): void
  /** Copies of the items of a collection, in the order of their insertion. */
  collection(name: string): Record<string, unknown>[]
  members(): Record<string, unknown>[]
  badges(): Record<string, unknown>[]
  contacts(): Record<string, unknown>[]
  /** Which member has which badge. */
  assignments(): { badgeId: string; memberId: string }[]
  /** Begins anew within a test. Before each test it happens by itself. */
  reset(): void
}

export const world: TestWorld = {
  seed: (seeds) => runtime().seed(seeds),
  collection: (name) => copies(runtime().backend.world.collection(name).values()),
  members: () => copies(site().members.values()),
  badges: () => copies(site().badges.values()),
  contacts: () => copies(site().contacts.values()),
  assignments: () => copies(site().assignments),
  reset: () => runtime().reset(),
}

/** The calls of Wix modules and fetches since the test began, in the order they were made. */
export function effects(): Effect[] {
  return runtime().record.effects()
}

/** What would bite on Wix in what was called since the test began: rights that are missing, fields that are lost. */
export function warnings(): Warning[] {
  return [...runtime().record.warnings]
}

/**
 * Lets the next call of a Wix module fail. A test that ends without such a call fails, because it did not
 * test what it says.
 *
 * @param target - `wix-data.insert`, `wix-members.v2.badges.assignBadge`, `wix-data` for any of its methods, `fetch`
 * @param error - what the call rejects with; text becomes the message of an Error
 */
export function failNext(target: string, error: unknown = `${target} failed`): void {
  runtime().failNext(target, typeof error === 'string' ? new Error(error) : error)
}

function site() {
  return runtime().backend.world.site
}

function copies<T>(items: Iterable<object>): T[] {
  return structuredClone([...items]) as T[]
}
