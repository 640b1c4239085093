import { diffArrays } from 'diff'
import type { Portable } from '../platform/protocol.js'
import { type FieldDeviation, fieldDeviations } from './fields.js'
import { canonicalText } from './portable.js'

/** Something of a list that is otherwise than expected. */
export type ListDeviation<T> =
  | { difference: 'missing'; expected: T }
  | { difference: 'added'; actual: T }
  /** The same, but not between the same others; indexes from 0. */
  | { difference: 'moved'; actual: T; expectedIndex: number; actualIndex: number }
  | { difference: 'changed'; expected: T; actual: T; fields: FieldDeviation[] }

interface Entry<T> {
  item: T
  text: string
  index: number
  /** Where in the actual list it is, or would be. */
  at: number
  isMatched: boolean
}

/**
 * Compares two lists in their order.
 *
 * @param subject - what two items have in common that are the same thing with other fields
 */
export function compareLists<T>(
  expected: readonly T[],
  actual: readonly T[],
  subject: (item: T) => string,
): ListDeviation<T>[] {
  const [before, after] = [expected, actual].map((items) =>
    items.map((item, index): Entry<T> => {
      return { item, index, at: index, text: canonicalText(item as Portable), isMatched: false }
    }),
  ) as [Entry<T>[], Entry<T>[]]
  markCommon(before, after)
  const counterparts = new Map<Entry<T>, Entry<T>>()
  // Equal ones first, so that none of them is taken for a changed one.
  pairUp(before, after, ({ text }) => text, counterparts)
  pairUp(before, after, ({ item }) => subject(item), counterparts)

  const found = after
    .filter((entry) => !entry.isMatched || counterparts.has(entry))
    .map((entry) => ({ at: entry.at, deviation: deviationOf(entry, counterparts.get(entry)) }))
  const gone = before
    .filter(({ isMatched }) => !isMatched)
    .map(({ at, item }) => ({
      at,
      deviation: { difference: 'missing' as const, expected: item },
    }))
  return [...gone, ...found].sort((a, b) => a.at - b.at).map(({ deviation }) => deviation)
}

/** Marks what both have in the same order. */
function markCommon<T>(before: readonly Entry<T>[], after: readonly Entry<T>[]): void {
  const textsOf = (entries: readonly Entry<T>[]): string[] => entries.map(({ text }) => text)
  let at = 0
  let atAfter = 0
  for (const { added, removed, count } of diffArrays(textsOf(before), textsOf(after))) {
    if (!added && !removed) {
      const common = [...before.slice(at, at + count), ...after.slice(atAfter, atAfter + count)]
      for (const entry of common) entry.isMatched = true
    }
    if (removed) for (const entry of before.slice(at, at + count)) entry.at = atAfter
    if (!added) at += count
    if (!removed) atAfter += count
  }
}

function pairUp<T>(
  before: readonly Entry<T>[],
  after: readonly Entry<T>[],
  key: (entry: Entry<T>) => string,
  counterparts: Map<Entry<T>, Entry<T>>,
): void {
  for (const entry of after) {
    if (entry.isMatched) continue
    const other = before.find((one) => !one.isMatched && key(one) === key(entry))
    if (!other) continue
    entry.isMatched = true
    other.isMatched = true
    counterparts.set(entry, other)
  }
}

function deviationOf<T>(entry: Entry<T>, counterpart: Entry<T> | undefined): ListDeviation<T> {
  if (!counterpart) return { difference: 'added', actual: entry.item }
  if (counterpart.text === entry.text) {
    const { index: expectedIndex } = counterpart
    return { difference: 'moved', actual: entry.item, expectedIndex, actualIndex: entry.index }
  }
  const fields = fieldDeviations(counterpart.item as Portable, entry.item as Portable)
  return { difference: 'changed', expected: counterpart.item, actual: entry.item, fields }
}
