import { createDataError } from './errors.js'

// Documentation says 500 KB in one place and 512 KB in the text of the error: the milder one.
const maxItemBytes = 512 * 1024
const maxBulk = 1000

/** A caller's item: an object whose properties are unknown. */
export type ItemInput = Record<string, unknown>

export function checkCollection(name: unknown): asserts name is string {
  if (typeof name !== 'string') fail('WDE0001', 'the collection name must be a string')
  if (name === '') fail('WDE0094', 'the collection name must not be empty')
}

export function checkId(id: unknown): asserts id is string {
  if (typeof id !== 'string') fail('WDE0002', 'the item id must be a string')
}

export function checkItem(item: unknown): asserts item is ItemInput {
  if (!isItem(item)) fail('WDE0004', 'the item must be an object')
}

/** Calls with too few arguments fall through to the checks of each; too many are refused. */
export function checkArity(method: string, args: readonly unknown[], needed: number): void {
  if (args.length <= needed + 1) return
  const text = `${method}() takes ${needed} arguments and options, not ${args.length}`
  fail('WDE0008', text)
}

/** The id a caller chose for a new item, undefined when the backend is to make one. */
export function readNewId({ _id }: ItemInput): string | undefined {
  if (_id === '') fail('WDE0094', '_id must not be empty; leave it out to get a new one')
  if (_id !== undefined) checkId(_id)
  return _id
}

export function readKnownId({ _id }: ItemInput): string {
  if (typeof _id === 'string' && _id !== '') return _id
  fail('WDE0007', 'the item to update has no _id, or one that is not a string')
}

/** An empty array is let through: a mistake by the documentation, but the client answers zeros. */
export function checkBulkItems(
  items: unknown,
  id: 'required' | 'optional',
): asserts items is ItemInput[] {
  if (!Array.isArray(items) || !items.every(isItem)) {
    fail('WDE0005', 'bulk operations take an array of items')
  }
  if (items.length > maxBulk) fail('WDE0006', `at most ${maxBulk} items fit in one bulk operation`)
  for (const [index, { _id }] of items.entries()) {
    if (id === 'optional' && _id === undefined) continue
    if (typeof _id !== 'string' || _id === '')
      fail('WDE0005', `the _id of item ${index} is not usable`)
  }
}

export function checkBulkIds(ids: unknown): asserts ids is string[] {
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) {
    fail('WDE0068', 'bulkRemove takes an array of ids, which are strings')
  }
  if (ids.length > maxBulk) fail('WDE0069', `at most ${maxBulk} items can be removed at once`)
}

/** Checks what a backend refuses to store, whatever the collection. */
export function checkStorable(item: ItemInput): void {
  const bound = weigh(item)
  if (bound > maxItemBytes && byteLength(item) > maxItemBytes) {
    fail('WDE0009', `the item is larger than ${maxItemBytes / 1024} KB`)
  }
}

// An upper bound of the size as JSON: exact counting is only worth it for items that come near the
// limit.
function weigh(value: unknown): number {
  if (typeof value === 'string') return 2 + value.length * 6
  if (typeof value !== 'object' || value === null || value instanceof Date) return 32
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + weigh(item) + 1, 2)
  let sum = 2
  for (const key of Object.keys(value)) {
    if (key.startsWith('$')) fail('WDE0134', `the field name ${key} must not begin with $`)
    sum += key.length * 6 + 4 + weigh((value as ItemInput)[key])
  }
  return sum
}

function byteLength(item: ItemInput): number {
  const text = JSON.stringify(item, (_key, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  return Buffer.byteLength(text)
}

export function isItem(value: unknown): value is ItemInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fail(code: string, text: string): never {
  throw createDataError({ code, text })
}
