import type { Item, World } from '../../world.js'
import { checkStorable, type ItemInput, readKnownId, readNewId } from './checks.js'
import { copyInto } from './copy.js'
import { noteWrite } from './equality-index.js'
import { createDataError, type Problem } from './errors.js'
import { checkWritable } from './read-collection.js'
import { clearReferences, multiReferencesOf } from './references.js'

/**
 * What a write did: the item as it is stored now, or nothing because of the state of the
 * collection.
 */
export type Written =
  | { status: 'inserted' | 'updated' | 'removed'; id: string; item: ItemInput }
  | { status: 'exists' | 'missing'; id: string }

/** Where a write goes, and who is told what it did without being asked to. */
export interface Target {
  world: World
  collection: string
  warn(code: string, message: string): void
}

/** Stores a new item, under its own `_id` or a new one. */
export function insertItem(target: Target, input: ItemInput): Written {
  const { world, collection } = target
  checkWritable(collection)
  const items = world.collection(collection)
  const _id = readNewId(input) ?? world.newId()
  if (items.has(_id)) return { status: 'exists', id: _id }
  const now = world.now()
  const item = admit(target, input, _id, { _createdDate: now, _updatedDate: now })
  items.set(_id, item)
  noteWrite(items, null, item)
  world.changed(collection, 'insert', null, item)
  return { status: 'inserted', id: _id, item }
}

/** Replaces an item: a property that the new one lacks is lost. */
export function updateItem(target: Target, input: ItemInput): Written {
  const { world, collection } = target
  checkWritable(collection)
  const items = world.collection(collection)
  const _id = readKnownId(input)
  const before = items.get(_id)
  if (!before) return { status: 'missing', id: _id }
  const item = admit(target, input, _id, {
    _createdDate: before._createdDate,
    _updatedDate: world.now(),
    // Whether a handler may change the owner is not known: a given one is kept, none changes
    // nothing.
    ...(input._owner === undefined && { _owner: before._owner }),
  })
  warnOfDropped(target, before, input)
  items.set(_id, item)
  noteWrite(items, before, item)
  world.changed(collection, 'update', before, item)
  return { status: 'updated', id: _id, item }
}

export function removeItem({ world, collection }: Target, id: string): Written {
  checkWritable(collection)
  const items = world.collection(collection)
  const item = items.get(id)
  if (!item) return { status: 'missing', id }
  items.delete(id)
  noteWrite(items, item, null)
  clearReferences(world, collection, id)
  world.changed(collection, 'remove', item, null)
  return { status: 'removed', id, item }
}

/** The stored item; rejects where the state of the collection was in the way. */
export function itemOrFail(written: Written): ItemInput {
  if ('item' in written) return written.item
  throw createDataError(problemOf(written))
}

/** Why nothing was written. */
export function problemOf({ status, id }: Pick<Written, 'status' | 'id'>): Problem {
  return status === 'exists'
    ? { code: 'WDE0074', text: `an item with _id ${id} already exists` }
    : { code: 'WDE0073', text: `there is no item with _id ${id}` }
}

// System fields win over the caller's values, silently.
function admit(target: Target, input: ItemInput, _id: string, system: ItemInput): Item {
  const item: Item = copyInto({ _id }, input)
  for (const [field, value] of Object.entries(system)) {
    if (value === undefined) delete item[field]
    else item[field] = value
  }
  for (const field of multiReferencesOf(target.world, target.collection)) {
    if (Object.hasOwn(item, field)) dropReferences(target, item, field)
  }
  checkStorable(item)
  return item
}

function dropReferences({ warn, collection }: Target, item: Item, field: string): void {
  delete item[field]
  warn(
    'multi-reference-dropped',
    `${field} of ${collection} refers to several items: it is not written with the item, use insertReference() or replaceReferences()`,
  )
}

function warnOfDropped({ warn, collection }: Target, before: Item, input: ItemInput): void {
  const dropped = Object.keys(before).filter((key) => !key.startsWith('_') && !(key in input))
  if (dropped.length === 0) return
  warn(
    'update-dropped-fields',
    `the update of ${before._id} in ${collection} dropped ${dropped.join(', ')}: an update replaces the whole item, so get it first and change that`,
  )
}
