import type { DoubleHost } from '../../double.js'
import type { Item } from '../../world.js'
import type { Condition } from './condition.js'
import { createReader } from './path.js'
import { compilePredicate, type Predicate } from './predicate.js'

/**
 * Items of a collection that are looked at in its whole life: many events, each with a query that finds
 * nothing, would otherwise take a time that grows with the square of their number.
 */
const maxLooks = 20_000

const looks = new WeakMap<Map<string, Item>, number>()

type Test = Extract<Condition, { type: 'test' }>

/** A way in which a filter leaves out what its author may have wanted. */
interface NearMiss {
  code: string
  /** The same test, without what makes it miss; undefined for other tests. */
  loosen(test: Test): Predicate | undefined
  describe(test: Test, place: string): string
}

interface Search {
  /** All items of the collection; only called where a filter may have missed some. */
  read: () => Map<string, Item>
  collection: string
  condition: Condition
  /** How many items were found. */
  found: number
}

/**
 * Warns of items that a filter left out because of letter case, an empty text or the end of a range.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-data/wix-data-filter/eq
 * @see https://dev.wix.com/docs/velo/apis/wix-data/wix-data-filter/between
 */
export function warnOfNearMisses({ warn }: Pick<DoubleHost, 'warn'>, search: Search): void {
  const { condition, collection, found } = search
  const kinds = found === 0 ? [letterCase, emptyText, rangeEnd] : [emptyText, rangeEnd]
  for (const { code, loosen, describe } of kinds) {
    const wider = widen(condition, loosen)
    const missed = wider && findMissed(search, wider)
    const cause = missed && testsOf(condition).find((test) => isMissedBy(test, missed, loosen))
    if (cause) warn(code, describe(cause, `item ${missed._id} of ${collection}`))
  }
}

const letterCase: NearMiss = {
  code: 'query-case',
  loosen({ field, operator, value }) {
    if (operator !== 'eq' && operator !== 'hasSome') return undefined
    const wanted = new Set([value].flat().filter(hasCase).map(fold))
    if (wanted.size === 0) return undefined
    const read = createReader(field)
    const isWanted = (actual: unknown): boolean =>
      typeof actual === 'string' && wanted.has(fold(actual))
    return (item) => {
      const actual = read(item)
      return Array.isArray(actual) ? actual.some(isWanted) : isWanted(actual)
    }
  },
  describe: ({ field, operator }, place) =>
    `${operator}("${field}", …) found nothing, while ${place} differs in upper and lower case only: eq and hasSome tell them apart, contains, startsWith and endsWith do not`,
}

const emptyText: NearMiss = {
  code: 'empty-text',
  loosen({ field, madeBy }) {
    if (madeBy !== 'isEmpty') return undefined
    const read = createReader(field)
    return (item) => (read(item) ?? '') === ''
  },
  describe: ({ field }, place) =>
    `isEmpty("${field}") left out ${place}, where it is "": an empty text is a value. To find it too, add .or(wixData.query(…).eq("${field}", ""))`,
}

const rangeEnd: NearMiss = {
  code: 'between-end',
  loosen: (test) =>
    test.madeBy === 'between' && test.operator === 'lt'
      ? compilePredicate({ ...test, operator: 'le' })
      : undefined,
  describe: ({ field }, place) =>
    `between("${field}", …) left out ${place}, which is at the end of the range: the end does not belong to it. To find it too, take ge("${field}", …).le("${field}", …)`,
}

/** The condition with its tests loosened; undefined when it has none that can be. */
function widen(condition: Condition, loosen: NearMiss['loosen']): Predicate | undefined {
  if (condition.type === 'test') return loosen(condition)
  // A looser test under a `not` finds fewer items, and misses none.
  if (condition.type === 'not') return undefined
  const parts = condition.of.map((part) => ({ part, wider: widen(part, loosen) }))
  if (parts.every(({ wider }) => !wider)) return undefined
  const tests = parts.map(({ part, wider }) => wider ?? compilePredicate(part))
  return condition.type === 'all'
    ? (item) => tests.every((test) => test(item))
    : (item) => tests.some((test) => test(item))
}

function findMissed({ read, condition }: Search, wider: Predicate): Item | undefined {
  const isFound = compilePredicate(condition)
  const items = read()
  let left = maxLooks - (looks.get(items) ?? 0)
  if (left <= 0) return undefined
  for (const item of items.values()) {
    if (left-- <= 0) break
    if (wider(item) && !isFound(item)) return item
  }
  looks.set(items, maxLooks - left)
  return undefined
}

function isMissedBy(test: Test, item: Item, loosen: NearMiss['loosen']): boolean {
  return loosen(test)?.(item) === true && !compilePredicate(test)(item)
}

function testsOf(condition: Condition): Test[] {
  if (condition.type === 'test') return [condition]
  return condition.type === 'not' ? [] : condition.of.flatMap(testsOf)
}

// Ids that Wix makes are looked up all day, and nobody types them.
const guid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

function hasCase(value: unknown): value is string {
  if (typeof value !== 'string' || guid.test(value)) return false
  return value.toLowerCase() !== value.toUpperCase()
}

function fold(text: string): string {
  return text.toLowerCase()
}
