import type { Item } from '../../world.js'
import { areEqual, compareValues, kindOf } from './compare.js'
import type { Condition, Operator } from './condition.js'
import { createReader } from './path.js'

export type Predicate = (item: Item) => boolean

/**
 * Turns a condition into one function, so that a find walks the condition once and not per item.
 */
export function compilePredicate(condition: Condition): Predicate {
  switch (condition.type) {
    case 'all':
      return allOf(condition.of.map(compilePredicate))
    case 'any':
      return anyOf(condition.of.map(compilePredicate))
    case 'not': {
      const inner = compilePredicate(condition.of)
      return (item) => !inner(item)
    }
    default:
      return compileTest(condition)
  }
}

function allOf(parts: readonly Predicate[]): Predicate {
  const [first, second] = parts
  if (!first) return () => true
  if (!second) return first
  if (parts.length === 2) return (item) => first(item) && second(item)
  return (item) => parts.every((part) => part(item))
}

function anyOf(parts: readonly Predicate[]): Predicate {
  return (item) => parts.some((part) => part(item))
}

function compileTest({ field, operator, value }: Extract<Condition, { type: 'test' }>): Predicate {
  // The condition of nearly every handler, over every item of the collection: no call per item.
  if (operator === 'eq' && typeof value === 'string' && !field.includes('.')) {
    return (item) => {
      const actual = item[field]
      return actual === value || (Array.isArray(actual) && actual.includes(value))
    }
  }
  const read = createReader(field)
  const test = createTest(operator, value)
  return (item) => test(read(item))
}

type Test = (actual: unknown) => boolean

function createTest(operator: Operator, value: unknown): Test {
  switch (operator) {
    case 'eq':
      return (actual) => isOrHas(actual, value)
    // The opposite of `eq`, as in MongoDB: a missing value and one of another type are unequal.
    case 'ne':
      return (actual) => !isOrHas(actual, value)
    case 'gt':
      return compared(value, (order) => order > 0)
    case 'ge':
      return compared(value, (order) => order >= 0)
    case 'lt':
      return compared(value, (order) => order < 0)
    case 'le':
      return compared(value, (order) => order <= 0)
    case 'contains':
      return inText(value, (actual, text) => actual.includes(text))
    case 'startsWith':
      return inText(value, (actual, text) => actual.startsWith(text))
    case 'endsWith':
      return inText(value, (actual, text) => actual.endsWith(text))
    case 'hasSome': {
      const list = toList(value)
      return (actual) => list.some((wanted) => isOrHas(actual, wanted))
    }
    // No documentation says what an empty list asks for: it finds nothing, as in MongoDB.
    case 'hasAll': {
      const list = toList(value)
      return (actual) => list.length > 0 && list.every((wanted) => isOrHas(actual, wanted))
    }
    // As in MongoDB, a field that holds null is there.
    case 'exists':
      return (actual) => (actual !== undefined) === value
  }
}

function isOrHas(actual: unknown, value: unknown): boolean {
  if (areEqual(actual, value)) return true
  return Array.isArray(actual) && actual.some((element) => areEqual(element, value))
}

// A missing value ranks below every other; between types there is no order, lists included.
function compared(value: unknown, accepts: (order: number) => boolean): Test {
  const kind = kindOf(value)
  return (actual) => {
    const actualKind = kindOf(actual)
    if (actualKind === 'missing') return accepts(-1)
    return actualKind === kind && accepts(compareValues(actual, value))
  }
}

function inText(value: unknown, accepts: (actual: string, text: string) => boolean): Test {
  const text = String(value).toLowerCase()
  return (actual) => typeof actual === 'string' && accepts(actual.toLowerCase(), text)
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}
