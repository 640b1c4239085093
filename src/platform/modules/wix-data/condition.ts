export type Operator =
  | 'eq'
  | 'ne'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'hasSome'
  | 'hasAll'
  | 'exists'

/** What an item must be like to be found. */
export type Condition =
  | {
      type: 'test'
      field: string
      operator: Operator
      value: unknown
      /** The method that means more than its operator says, for warnings. */
      madeBy?: 'isEmpty' | 'between'
    }
  | { type: 'all' | 'any'; of: readonly Condition[] }
  | { type: 'not'; of: Condition }

/** The condition of a builder on which no filter was called yet. */
export const everything: Condition = { type: 'all', of: [] }

export function isEverything(condition: Condition): boolean {
  return condition.type === 'all' && condition.of.length === 0
}

/** Joins two conditions; one that lets everything through is dropped, also from an `any`. */
export function join(type: 'all' | 'any', left: Condition, right: Condition): Condition {
  if (isEverything(right)) return left
  if (isEverything(left)) return right
  return { type, of: [...partsOf(type, left), ...partsOf(type, right)] }
}

// A group in a group of its own kind says nothing new: a long chain of `or` stays one level deep.
function partsOf(type: 'all' | 'any', condition: Condition): readonly Condition[] {
  return condition.type === type ? condition.of : [condition]
}

export function depthOf(condition: Condition): number {
  switch (condition.type) {
    case 'test':
      return 1
    case 'not':
      return 1 + depthOf(condition.of)
    default:
      return 1 + Math.max(0, ...condition.of.map(depthOf))
  }
}

/** The condition as MongoDB would write it, for the record of the call. */
export function toFilter(condition: Condition): Record<string, unknown> {
  switch (condition.type) {
    case 'all':
      return { $and: condition.of.map(toFilter) }
    case 'any':
      return { $or: condition.of.map(toFilter) }
    case 'not':
      return { $not: toFilter(condition.of) }
    default:
      return { [condition.field]: toOperand(condition.operator, condition.value) }
  }
}

const spellings: Partial<Record<Operator, string>> = { ge: 'gte', le: 'lte' }

function toOperand(operator: Operator, value: unknown): unknown {
  const isPlain = typeof value !== 'object' || value === null || value instanceof Date
  return operator === 'eq' && isPlain ? value : { [`$${spellings[operator] ?? operator}`]: value }
}
