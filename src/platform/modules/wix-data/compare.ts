/**
 * The kinds of values, lowest first. Only the place of `missing` is documented; the rest is
 * MongoDB's order.
 */
const ranks = ['missing', 'number', 'string', 'object', 'array', 'boolean', 'date'] as const

export type Kind = (typeof ranks)[number]

export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'number':
    case 'bigint':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'object':
      if (value === null) return 'missing'
      if (value instanceof Date) return 'date'
      return Array.isArray(value) ? 'array' : 'object'
    default:
      return 'missing'
  }
}

/**
 * Orders any two values: negative, zero or positive. Strings go by code units, so `Z` is before
 * `a`.
 */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const kind = kindOf(a)
  const other = kindOf(b)
  if (kind !== other) return ranks.indexOf(kind) - ranks.indexOf(other)
  // How lists and objects are ordered among themselves is not known: they all rank the same.
  if (kind === 'number' || kind === 'boolean' || kind === 'date') return Number(a) - Number(b)
  return 0
}

/** Whether two values are the same data: of one kind, and equal in all their parts. */
export function areEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return false
  switch (kind) {
    case 'missing':
      return true
    case 'date':
      return Number(a) === Number(b)
    case 'array':
      return areEqualArrays(a as unknown[], b as unknown[])
    case 'object':
      return areEqualObjects(a as Record<string, unknown>, b as Record<string, unknown>)
    default:
      return false
  }
}

function areEqualArrays(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((element, index) => areEqual(element, b[index]))
}

function areEqualObjects(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && areEqual(a[key], b[key]))
  )
}
