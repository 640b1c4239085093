import { fieldsOf, listOf } from './records.js'

/** A filter of the Wix query language: `{ badgeId: 'a', memberId: { $in: ['b'] } }`. */
export type Filter = Record<string, unknown>

/**
 * Whether an item passes the filter.
 *
 * @see https://dev.wix.com/docs/rest/articles/getting-started/api-query-language
 */
export function matches(item: object, filter: unknown): boolean {
  return Object.entries(fieldsOf(filter)).every(([key, condition]) => {
    if (key === '$and') return listOf(condition).every((part) => matches(item, part))
    if (key === '$or') return listOf(condition).some((part) => matches(item, part))
    if (key === '$not') return !listOf(condition).some((part) => matches(item, part))
    return passes(valueAt(item, key), condition)
  })
}

/** The value at a dotted path. */
export function valueAt(item: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => fieldsOf(value)[key], item)
}

export function compare(a: unknown, b: unknown): number {
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : -1
  if (b === undefined || b === null) return 1
  return a < b ? -1 : Number(a > b)
}

type Test = (value: unknown, operand: unknown) => boolean

const tests: Record<string, Test> = {
  $eq: isEqual,
  $ne: (value, operand) => !isEqual(value, operand),
  $gt: (value, operand) => isComparable(value, operand) && compare(value, operand) > 0,
  $gte: (value, operand) => isComparable(value, operand) && compare(value, operand) >= 0,
  $lt: (value, operand) => isComparable(value, operand) && compare(value, operand) < 0,
  $lte: (value, operand) => isComparable(value, operand) && compare(value, operand) <= 0,
  $in: (value, operand) => listOf(operand).some((one) => isEqual(value, one)),
  $nin: (value, operand) => !listOf(operand).some((one) => isEqual(value, one)),
  $hasSome: (value, operand) => listOf(operand).some((one) => isEqual(value, one)),
  $exists: (value, operand) => (value !== undefined && value !== null) === operand,
  $startsWith: (value, operand) => typeof value === 'string' && value.startsWith(String(operand)),
}

function passes(value: unknown, condition: unknown): boolean {
  const operators = Object.entries(fieldsOf(condition))
  if (operators.length === 0 || condition instanceof Date) return isEqual(value, condition)
  return operators.every(([name, operand]) => tests[name]?.(value, operand) ?? false)
}

function isEqual(value: unknown, operand: unknown): boolean {
  return (value ?? null) === (operand ?? null)
}

function isComparable(value: unknown, operand: unknown): boolean {
  return typeof value === typeof operand && value !== null && value !== undefined
}
