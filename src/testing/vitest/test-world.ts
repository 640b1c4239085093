import type { WorldSeeds } from '../../platform/backend.js'
import type { Effect, Warning } from '../../runner/result.js'
import type { EventChanges, EventName, VeloEventOf } from '../event-types.js'
import { insertedMark, worldMark } from '../matchers/subject.js'
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

export const world: TestWorld = Object.assign(createTestWorld(), { [worldMark]: true })

function createTestWorld(): TestWorld {
  return {
    seed: (seeds) => runtime().seed(seeds),
    collection: (name) => copies(runtime().backend.world.collection(name).values()),
    members: () => copies(site().members.values()),
    badges: () => copies(site().badges.values()),
    contacts: () => copies(site().contacts.values()),
    assignments: () => copies(site().assignments),
    reset: () => runtime().reset(),
  }
}

/** The calls of Wix modules and fetches since the test began, in the order they were made. */
export function effects(): Effect[] {
  const { record } = runtime()
  const list = record.effects()
  // For the matchers: what a call stored is not in its arguments.
  Object.defineProperty(list, insertedMark, { value: [...record.inserted] })
  return list
}

/**
 * An event as its Velo handler receives it: its fixture with your changes, an id and a time of its own,
 * dates as `Date`. The world agrees with it: the member and the badge that it names are there.
 *
 * @param name - an event's key (`assigned`), or the name of a fixture of the site
 * @throws BadgeEventsError `EVENT_UNKNOWN`, `FIXTURE_INVALID`, `OVERRIDE_INVALID`
 */
export function createEvent<const Name extends EventName>(
  name: Name,
  options: CreateEventOptions<Name> = {},
): VeloEventOf<Name> {
  return runtime().createEvent(name, options) as VeloEventOf<Name>
}

export interface CreateEventOptions<Name extends string = string> {
  /** New values by path: `{ 'data.memberId': 'ann' }`. */
  set?: EventChanges<Name> | undefined
  /** Paths of values to take out. */
  unset?: readonly string[] | undefined
  /** Keeps the fixture's id and time. */
  asIs?: boolean | undefined
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
