import type { Portable } from '../platform/protocol.js'

/** A copy with the keys of all objects in order: in which one the code wrote them means nothing. */
export function sortKeys(value: Portable): Portable {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sortKeys)
  const entries = Object.entries(value).map(([key, item]) => [key, sortKeys(item)] as const)
  // Not by the rules of a language: the same on every machine.
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Whether two values are the same, in whatever order their keys are. */
export function sameValue(a: Portable | undefined, b: Portable | undefined): boolean {
  return canonicalText(a) === canonicalText(b)
}

/** A text that is the same for the same value. */
export function canonicalText(value: Portable | undefined): string {
  return value === undefined ? '' : JSON.stringify(sortKeys(value))
}
