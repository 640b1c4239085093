import type { Item, World } from '../../world.js'
import { checkStorable, type ItemInput, readKnownId, readNewId } from './checks.js'
import { copyInto } from './copy.js'
import { noteWrite } from './equality-index.js'
import { createDataError } from './errors.js'

/**
 * What a write did: the item as it is stored now, or nothing because of the state of the
 * collection.
 */
export type Written =
  | { status: 'inserted' | 'updated' | 'removed'; item: Item }
  | { status: 'exists' | 'missing'; id: string }

/** Stores a new item, under its own `_id` or a new one. */
export function insertItem(world: World, collection: string, input: ItemInput): Written {
  const items = world.collection(collection)
  const _id = readNewId(input) ?? world.newId()
  if (items.has(_id)) return { status: 'exists', id: _id }
  const now = world.now()
  const item = admit(input, _id, { _createdDate: now, _updatedDate: now })
  items.set(_id, item)
  noteWrite(items, null, item)
  world.changed(collection, 'insert', null, item)
  return { status: 'inserted', item }
}

/** Replaces an item: a property that the new one lacks is lost. */
export function updateItem(world: World, collection: string, input: ItemInput): Written {
  const items = world.collection(collection)
  const _id = readKnownId(input)
  const before = items.get(_id)
  if (!before) return { status: 'missing', id: _id }
  const item = admit(input, _id, {
    _createdDate: before._createdDate,
    _updatedDate: world.now(),
    // Whether a handler may change the owner is not known: a given one is kept, none changes
    // nothing.
    ...(input._owner === undefined && { _owner: before._owner }),
  })
  items.set(_id, item)
  noteWrite(items, before, item)
  world.changed(collection, 'update', before, item)
  return { status: 'updated', item }
}

/** Updates the item when its `_id` is known, otherwise inserts it. */
export function saveItem(world: World, collection: string, input: ItemInput): Written {
  const _id = readNewId(input)
  return _id !== undefined && world.collection(collection).has(_id)
    ? updateItem(world, collection, input)
    : insertItem(world, collection, input)
}

export function removeItem(world: World, collection: string, id: string): Written {
  const items = world.collection(collection)
  const item = items.get(id)
  if (!item) return { status: 'missing', id }
  items.delete(id)
  noteWrite(items, item, null)
  world.changed(collection, 'remove', item, null)
  return { status: 'removed', item }
}

/** The stored item; rejects where the state of the collection was in the way. */
export function itemOrFail(written: Written): Item {
  switch (written.status) {
    case 'exists':
      throw createDataError({
        code: 'WDE0074',
        text: `an item with _id ${written.id} already exists`,
      })
    case 'missing':
      throw createDataError({ code: 'WDE0073', text: `there is no item with _id ${written.id}` })
    default:
      return written.item
  }
}

// System fields win over the caller's values, silently.
function admit(input: ItemInput, _id: string, system: ItemInput): Item {
  const item: Item = copyInto({ _id }, input)
  for (const [field, value] of Object.entries(system)) {
    if (value === undefined) delete item[field]
    else item[field] = value
  }
  checkStorable(item)
  return item
}
