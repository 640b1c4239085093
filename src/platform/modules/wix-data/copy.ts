import { createDataError } from './errors.js'

const maxNesting = 50

/**
 * Copies a value into plain data, as it would arrive over the wire: dates stay dates, functions and
 * `undefined` are dropped, class instances become plain objects.
 *
 * @param depth - how many objects and arrays the value is already inside of
 */
export function copyValue(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? undefined : value
  }
  if (value instanceof Date) return new Date(value.getTime())
  // Also what ends the walk through an object that contains itself.
  if (depth > maxNesting) {
    throw createDataError({
      code: 'WDE0168',
      text: `data is nested deeper than ${maxNesting} levels`,
    })
  }
  return Array.isArray(value) ? copyArray(value, depth) : copyObject(value, depth)
}

/** Copies the properties of an object into another one, which keeps what it has at their place. */
export function copyInto<T extends Record<string, unknown>>(target: T, source: object): T {
  return fill(target, source as Record<string, unknown>, 0)
}

function copyArray(value: readonly unknown[], depth: number): unknown[] {
  const copy: unknown[] = []
  for (const element of value) copy.push(copyValue(element, depth + 1) ?? null)
  return copy
}

function copyObject(value: object, depth: number): unknown {
  if (Object.getPrototypeOf(value) !== Object.prototype && 'toJSON' in value) {
    const { toJSON } = value
    if (typeof toJSON === 'function') return copyValue(toJSON.call(value), depth + 1)
  }
  return fill({}, value as Record<string, unknown>, depth)
}

function fill<T extends Record<string, unknown>>(
  target: T,
  source: Record<string, unknown>,
  depth: number,
): T {
  const open: Record<string, unknown> = target
  for (const key of Object.keys(source)) {
    const value = source[key]
    // Most values are text; the test saves them a call.
    const copy = typeof value === 'string' ? value : copyValue(value, depth + 1)
    // Assigning `__proto__` would not add a property but change the copy's prototype.
    if (copy !== undefined && key !== '__proto__') open[key] = copy
  }
  return target
}
