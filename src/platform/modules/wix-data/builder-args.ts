import type { Problem } from './errors.js'

/** Checks the number of `limit()` or `skip()`. */
export function checkNumber(method: string, value: unknown, lowest: 0 | 1): Problem | undefined {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    return { code: 'WDE0032', text: `${method}() takes a number` }
  }
  if (value < lowest) {
    return lowest === 1
      ? { code: 'WDE0033', text: `${method}() takes a number above zero` }
      : { code: 'WDE0034', text: `${method}() takes zero or a number above it` }
  }
  if (Number.isInteger(value)) return undefined
  return { code: 'WDE0035', text: `${method}() takes a whole number` }
}

export function notStrings(method: string): Problem {
  return { code: 'WDE0051', text: `${method}() takes field names, which are strings` }
}

export function areStrings(values: readonly unknown[]): values is string[] {
  return values.every((value) => typeof value === 'string')
}
