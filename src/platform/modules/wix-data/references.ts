import type { Item, World } from '../../world.js'
import { copyInto } from './copy.js'
import { createDataError } from './errors.js'
import { readCollection } from './read-collection.js'

/** Ids by collection, field and referring item, in order of insertion. */
type Store = Map<string, Map<string, Map<string, string[]>>>

const stores = new WeakMap<World, Store>()

/** The field of one item that references are kept for. */
export interface ReferenceField {
  world: World
  collection: string
  field: string
  itemId: string
}

/** Reads who is referenced: what was inserted, or else the id or list of ids that the item holds. */
export function readReferences({ world, collection, field, itemId }: ReferenceField): string[] {
  const kept = stores.get(world)?.get(collection)?.get(field)?.get(itemId)
  return kept ?? listIds(readCollection(world, collection).get(itemId)?.[field])
}

export function insertReferences(place: ReferenceField, ids: readonly string[]): void {
  const known = readReferences(place)
  const twice = ids.find((id) => known.includes(id))
  if (twice !== undefined) fail('WDE0029', `${describe(place)} references ${twice} already`)
  writeReferences(place, [...known, ...new Set(ids)])
}

export function removeReferences(place: ReferenceField, ids: readonly string[]): void {
  const known = readReferences(place)
  const missing = ids.find((id) => !known.includes(id))
  if (missing !== undefined) fail('WDE0153', `${describe(place)} does not reference ${missing}`)
  writeReferences(
    place,
    known.filter((id) => !ids.includes(id)),
  )
}

export function writeReferences(place: ReferenceField, ids: readonly string[]): void {
  const { world, collection, field, itemId } = place
  if (!readCollection(world, collection).has(itemId)) {
    fail('WDE0073', `there is no item with _id ${itemId} in ${collection}`)
  }
  const store = getOrAdd(stores, world, () => new Map())
  const fields = getOrAdd(store, collection, () => new Map())
  getOrAdd(fields, field, () => new Map()).set(itemId, [...new Set(ids)])
}

/** Whether references were written for a field: then it is none that items are written with. */
export function multiReferencesOf(world: World, collection: string): Iterable<string> {
  return stores.get(world)?.get(collection)?.keys() ?? []
}

export function clearReferences(world: World, collection: string, itemId?: string): void {
  const fields = stores.get(world)?.get(collection)
  for (const items of fields?.values() ?? []) {
    if (itemId === undefined) items.clear()
    else items.delete(itemId)
  }
}

/**
 * Finds a referenced item. Which collection a field refers to is not known here: its id must be in
 * one collection alone, and those of the site's own come first.
 */
export function findReferenced(world: World, id: string): Item | undefined {
  const found: Item[] = []
  const { members, badges } = world.site
  for (const [name, items] of world.collections()) {
    // These name the seeds of the site's members and badges as well.
    if ((name === 'Members' && members.has(id)) || (name === 'Badges' && badges.has(id))) continue
    const item = items.get(id)
    if (item) found.push(item)
  }
  if (found.length > 0) return found.length === 1 ? found[0] : undefined
  for (const name of ['Members/Badges', 'Members/FullData']) {
    const item = readCollection(world, name).get(id)
    if (item) return item
  }
  return undefined
}

/** Puts referenced items in the place of their ids, in items that are copies. */
export function expandReferences(
  { world, collection }: { world: World; collection: string },
  items: readonly Record<string, unknown>[],
  { fields, limit }: { fields: readonly string[]; limit: number },
  warn: (code: string, message: string) => void,
): { isPartial: boolean } {
  let isPartial = false
  const expand = (id: string): unknown => {
    const item = findReferenced(world, id)
    return item ? copyInto({}, item) : id
  }
  for (const item of items) {
    for (const field of fields) {
      const value = item[field]
      if (typeof value === 'string') {
        const found = expand(value)
        if (found === value) warnOfDangling(warn, field, value)
        item[field] = found
        continue
      }
      const ids = readReferences({ world, collection, field, itemId: String(item._id) })
      if (ids.length === 0 && !Array.isArray(value)) continue
      if (ids.length > limit) isPartial = true
      const found = ids.slice(0, limit).map(expand)
      // A list that names no items is no list of references.
      if (found.some((one) => typeof one !== 'string') || value === undefined) {
        item[field] = found.filter((one) => typeof one !== 'string')
      }
    }
  }
  return { isPartial }
}

/** Reads the id of an item that is given itself or by its id. */
export function readId(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null && '_id' in value) {
    if (typeof value._id === 'string') return value._id
  }
  fail('WDE0019', 'a reference is an item with an _id, or its _id')
}

function listIds(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  return list.filter((id): id is string => typeof id === 'string')
}

function warnOfDangling(warn: (code: string, text: string) => void, field: string, id: string) {
  warn(
    'include-not-expanded',
    `include('${field}') left the id ${id}: it is in none of the known collections, or in several`,
  )
}

function describe({ collection, field, itemId }: ReferenceField): string {
  return `${field} of ${itemId} in ${collection}`
}

function getOrAdd<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  create: () => V,
): V {
  const value = map.get(key) ?? create()
  map.set(key, value)
  return value
}

function fail(code: string, text: string): never {
  throw createDataError({ code, text })
}
