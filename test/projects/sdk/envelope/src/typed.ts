/**
 * A value as text that keeps what JSON loses: dates, undefined, the order of keys, prototypes. Also run
 * by the test, on what a handler of the real SDK gets.
 */
export function typed(value: unknown): string {
  if (value instanceof Date) return `Date(${value.getTime()})`
  if (Array.isArray(value)) return `[${value.map(typed).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'null'
    const members = Object.entries(value).map(
      ([key, member]) => `${JSON.stringify(key)}: ${typed(member)}`,
    )
    return `${name} {${members.join(', ')}}`
  }
  return typeof value === 'string' ? JSON.stringify(value) : `${typeof value} ${String(value)}`
}
