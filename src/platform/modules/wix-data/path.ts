import type { Item } from '../../world.js'

/**
 * Creates a reader of a field, named by its key or by a dotted path. A path that leads through a
 * list gives the list of what its elements have there, as in MongoDB; Wix does not document it.
 */
export function createReader(path: string): (item: Item) => unknown {
  if (!path.includes('.')) return (item) => item[path]
  const keys = path.split('.')
  return (item) => (Object.hasOwn(item, path) ? item[path] : walk(item, keys))
}

function walk(start: unknown, keys: readonly string[]): unknown {
  let value = start
  for (const [index, key] of keys.entries()) {
    if (typeof value !== 'object' || value === null) return undefined
    if (Array.isArray(value) && !/^\d+$/.test(key)) return walkEach(value, keys.slice(index))
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function walkEach(list: readonly unknown[], keys: readonly string[]): unknown[] {
  return list.flatMap((element) => walk(element, keys) ?? [])
}
