/** A JSON object: not null, not an array, not an instance of a class such as `Date`. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Values from another realm, such as a vm context, have another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** What a value is, for messages: "array", "null", "number". */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'Date'
  return typeof value
}

/** The same within a sentence: "an array", "null", "missing". */
export function kindInWords(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  const kind = kindOf(value)
  return `${/^[ao]/.test(kind) ? 'an' : 'a'} ${kind}`
}
