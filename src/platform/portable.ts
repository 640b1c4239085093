import type { Portable } from './protocol.js'

const maxDepth = 12
const maxEntries = 1000
const maxTextLength = 100_000

/**
 * Copies any value of the user's into plain JSON-safe data: dates become ISO text, errors, functions
 * and cycles become short descriptions. Never throws, whatever getters the value has.
 */
export function toPortable(value: unknown): Portable {
  return copy(value, 0, [])
}

function copy(value: unknown, depth: number, parents: object[]): Portable {
  switch (typeof value) {
    case 'string':
      return value.length > maxTextLength
        ? `${value.slice(0, maxTextLength)}… (${value.length} characters)`
        : value
    case 'number':
      // JSON knows no negative zero.
      return Number.isFinite(value) ? value + 0 : String(value)
    case 'boolean':
      return value
    case 'bigint':
      return `${value}n`
    case 'symbol':
      return value.toString()
    case 'undefined':
      return null
    case 'function':
      return describeFunction(value)
    default:
      return value === null ? null : copyObject(value as object, depth, parents)
  }
}

function copyObject(value: object, depth: number, parents: object[]): Portable {
  if (parents.includes(value)) return '[Circular]'
  if (depth >= maxDepth) return Array.isArray(value) ? '[Array]' : '[Object]'
  try {
    const special = describeSpecial(value)
    if (special !== undefined) return special
    return Array.isArray(value)
      ? copyArray(value, depth, [...parents, value])
      : copyRecord(value, depth, [...parents, value])
  } catch {
    // A getter or a proxy trap of the user's threw.
    return '[Unreadable]'
  }
}

function copyArray(value: readonly unknown[], depth: number, parents: object[]): Portable[] {
  const items = value.slice(0, maxEntries).map((item) => copy(item, depth + 1, parents))
  if (value.length > maxEntries) items.push(`… (${value.length} items)`)
  return items
}

function copyRecord(value: object, depth: number, parents: object[]): Portable {
  const source = value instanceof Map ? Object.fromEntries(value) : value
  if (value instanceof Set) return copyArray([...value], depth, parents)
  const record: { [key: string]: Portable } = {}
  let count = 0
  for (const [key, item] of Object.entries(source)) {
    if (item === undefined) continue
    if (++count > maxEntries) break
    record[key] = copy(item, depth + 1, parents)
  }
  return record
}

function describeSpecial(value: object): Portable | undefined {
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  // Nearly all there is, and each question of what else it may be costs.
  if (isPlain) return describeJson(value)
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof Error) return describeError(value)
  if (value instanceof RegExp) return String(value)
  if (value instanceof Promise) return '[Promise]'
  if (ArrayBuffer.isView(value)) return `[${value.constructor.name} ${value.byteLength} bytes]`
  if (value instanceof ArrayBuffer) return `[ArrayBuffer ${value.byteLength} bytes]`
  return describeJson(value)
}

function describeJson(value: object): Portable | undefined {
  if ('toJSON' in value && typeof value.toJSON === 'function') return toPortable(value.toJSON())
  return undefined
}

function describeError(error: Error): Portable {
  const code = 'code' in error ? { code: toPortable(error.code) } : {}
  return { name: error.name, message: error.message, ...code }
}

function describeFunction(value: unknown): string {
  const name: unknown = (value as { name?: unknown }).name
  return typeof name === 'string' && name !== '' ? `[Function ${name}]` : '[Function]'
}
