import { type Kind, kindOf } from './compare.js'
import { type Condition, join, type Operator } from './condition.js'
import { copyValue } from './copy.js'
import type { Problem } from './errors.js'

/** What one call on a builder asks for; a mistake in it is told later, when the query runs. */
export type Parsed =
  | { status: 'valid'; condition: Condition }
  | { status: 'invalid'; problem: Problem }

export type TestMethod = Operator | 'between' | 'isEmpty' | 'isNotEmpty'

/** How a module spells a filter method, and what more it takes. */
export interface Spelling {
  name: string
  comparesBooleans: boolean
}

/** Reads the arguments of a filter method. */
export function parseTest(
  method: TestMethod,
  args: readonly unknown[],
  { name, comparesBooleans }: Spelling,
): Parsed {
  const [field, ...operands] = args
  const arity = arities[method]
  if (arity ? args.length !== arity.count : args.length < 2) {
    return invalid(
      arity?.code ?? 'WDE0042',
      `${name}() takes ${arity?.text ?? 'a field and values'}`,
    )
  }
  if (typeof field !== 'string')
    return invalid('WDE0048', `the field of ${name}() must be a string`)
  const comparable = comparesBooleans ? orderedInSdk : ordered
  const problem = checkOperands(method, operands, { name, comparable })
  return problem ? { status: 'invalid', problem } : valid(toCondition(method, field, operands))
}

const one = { count: 1, code: 'WDE0039', text: 'a field' }
const two = { count: 2, code: 'WDE0040', text: 'a field and a value' }
const three = { count: 3, code: 'WDE0041', text: 'a field and two values' }

const arities: Partial<Record<TestMethod, typeof one>> = {
  eq: two,
  ne: two,
  gt: two,
  ge: two,
  lt: two,
  le: two,
  contains: two,
  startsWith: two,
  endsWith: two,
  between: three,
  isEmpty: one,
  isNotEmpty: one,
  exists: two,
}

const ordered: readonly Kind[] = ['string', 'number', 'date']
const orderedInSdk: readonly Kind[] = [...ordered, 'boolean']

function checkOperands(
  method: TestMethod,
  operands: readonly unknown[],
  { name, comparable }: { name: string; comparable: readonly Kind[] },
): Problem | undefined {
  const kinds = operands.map(kindOf)
  switch (method) {
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      if (kinds[0] === 'string') return undefined
      return { code: 'WDE0044', text: `the value of ${name}() must be a string` }
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
    case 'between':
      if (!kinds.every((kind) => comparable.includes(kind))) {
        return { code: 'WDE0045', text: `${name}() compares strings, numbers and dates only` }
      }
      if (method !== 'between' || kinds[0] === kinds[1]) return undefined
      return { code: 'WDE0046', text: 'both values of between() must have the same type' }
    case 'hasSome':
    case 'hasAll':
      if (listOf(operands).every((value) => ordered.includes(kindOf(value)))) return undefined
      return { code: 'WDE0047', text: `${name}() looks for strings, numbers and dates only` }
    case 'exists':
      if (kinds[0] === 'boolean') return undefined
      return { code: 'WDE0080', text: `the value of ${name}() must be true or false` }
    default:
      return undefined
  }
}

type Test = Extract<Condition, { type: 'test' }>

function toCondition(method: TestMethod, field: string, operands: readonly unknown[]): Condition {
  switch (method) {
    case 'isEmpty':
      return { ...test(field, 'eq', null), madeBy: 'isEmpty' }
    case 'isNotEmpty':
      return test(field, 'ne', null)
    case 'between':
      return join('all', test(field, 'ge', operands[0]), {
        ...test(field, 'lt', operands[1]),
        madeBy: 'between',
      })
    case 'hasSome':
    case 'hasAll':
      return test(field, method, listOf(operands))
    default:
      return test(field, method, operands[0])
  }
}

function test(field: string, operator: Operator, value: unknown): Test {
  return { type: 'test', field, operator, value: copyValue(value) ?? null }
}

function listOf(operands: readonly unknown[]): readonly unknown[] {
  const [first] = operands
  return operands.length === 1 && Array.isArray(first) ? first : operands
}

function valid(condition: Condition): Parsed {
  return { status: 'valid', condition }
}

function invalid(code: string, text: string): Parsed {
  return { status: 'invalid', problem: { code, text } }
}
