import { isItem } from './checks.js'
import { type Condition, everything, join, type Operator } from './condition.js'
import { copyValue } from './copy.js'
import { createDataError } from './errors.js'

/** Reads a filter object in the API Query Language: `{ points: { $gt: 3 }, $or: [ … ] }`. */
export function parseFilter(filter: unknown): Condition {
  if (filter === undefined || filter === null) return everything
  if (!isItem(filter)) fail('WDE0016', 'a filter must be an object')
  return joinAll(Object.entries(filter).map(([key, value]) => parseEntry(key, value)))
}

function parseEntry(key: string, value: unknown): Condition {
  switch (key) {
    case '$and':
      return joinAll(listOf(key, value).map(parseFilter))
    case '$or':
      return listOf(key, value)
        .map(parseFilter)
        .reduce((left, right) => join('any', left, right))
    case '$not':
      return joinAll([value].flat().map((one) => ({ type: 'not', of: parseFilter(one) })))
    default:
      return isOperators(value)
        ? joinAll(Object.entries(value).map(([name, operand]) => parseTest(key, name, operand)))
        : test(key, 'eq', value)
  }
}

const spellings: Record<string, Operator> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'gt',
  gte: 'ge',
  lt: 'lt',
  lte: 'le',
  in: 'hasSome',
  hasSome: 'hasSome',
  hasAll: 'hasAll',
  contains: 'contains',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  exists: 'exists',
}

function parseTest(field: string, name: string, value: unknown): Condition {
  const key = name.slice(1)
  if (name === '$isEmpty') return test(field, value === false ? 'ne' : 'eq', null)
  const operator = Object.hasOwn(spellings, key) ? spellings[key] : undefined
  if (!operator) fail('WDE0080', `a filter has no operator ${name}`)
  return test(field, operator, value)
}

function test(field: string, operator: Operator, value: unknown): Condition {
  return { type: 'test', field, operator, value: copyValue(value) ?? null }
}

function joinAll(conditions: readonly Condition[]): Condition {
  return conditions.reduce((left, right) => join('all', left, right), everything)
}

function listOf(key: string, value: unknown): unknown[] {
  if (Array.isArray(value) && value.length > 0) return value
  fail('WDE0080', `${key} takes a list of filters`)
}

function isOperators(value: unknown): value is Record<string, unknown> {
  if (!isItem(value) || value instanceof Date) return false
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => key.startsWith('$'))
}

function fail(code: string, text: string): never {
  throw createDataError({ code, text })
}
