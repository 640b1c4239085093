/**
 * Copies plain data as it would arrive over the wire: dates stay dates, `undefined` and functions
 * are left out.
 */
export function copy<T>(value: T): T {
  return copyAny(value) as T
}

function copyAny(value: unknown): unknown {
  if (typeof value === 'function') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return new Date(value.getTime())
  if (Array.isArray(value)) return value.map(copyAny)
  const entries = Object.entries(value).map(([key, part]) => [key, copyAny(part)])
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined))
}

/** The same for an event object, in which dates are ISO text. */
export function toEventValue(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value))
}
