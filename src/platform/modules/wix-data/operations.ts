import { checkId, type ItemInput, isItem, readKnownId, readNewId } from './checks.js'
import { copyInto } from './copy.js'
import { checkWritable, readCollection } from './read-collection.js'
import type { Operation } from './session.js'
import { insertItem, removeItem, type Target, updateItem, type Written } from './write.js'

// Each operation with its hooks. Without hooks it is done at once, before anything else can happen.

type Result = Written | Promise<Written>

export function insertOne(operation: Operation, input: ItemInput): Result {
  const { hooks } = operation
  const target = targetOf(operation)
  if (!hooks) return insertItem(target, input)
  const insert = async (): Promise<Written> => {
    checkWritable(operation.collection)
    const item = await hooks.run('beforeInsert', input, isItem)
    return afterWrite(insertItem(target, item), (stored) =>
      hooks.run('afterInsert', stored, isItem),
    )
  }
  return insert()
}

export function updateOne(operation: Operation, input: ItemInput): Result {
  const { hooks, world, collection } = operation
  const target = targetOf(operation)
  if (!hooks) return updateItem(target, input)
  const update = async (): Promise<Written> => {
    checkWritable(collection)
    const id = readKnownId(input)
    const current = world.collection(collection).get(id)
    if (!current) return { status: 'missing', id }
    const item = await hooks.run('beforeUpdate', input, isItem, current)
    return afterWrite(updateItem(target, item), (stored) =>
      hooks.run('afterUpdate', stored, isItem, current),
    )
  }
  return update()
}

/** Updates the item when its `_id` is known, otherwise inserts it. */
export function saveOne(operation: Operation, input: ItemInput): Result {
  const { world, collection } = operation
  const id = readNewId(input)
  return id !== undefined && world.collection(collection).has(id)
    ? updateOne(operation, input)
    : insertOne(operation, input)
}

export function removeOne(operation: Operation, id: string): Result {
  const { hooks, world, collection } = operation
  const target = targetOf(operation)
  if (!hooks) return removeItem(target, id)
  const remove = async (): Promise<Written> => {
    checkWritable(collection)
    const current = world.collection(collection).get(id)
    if (!current) return { status: 'missing', id }
    const wanted = await hooks.run('beforeRemove', id, isText, current)
    return afterWrite(removeItem(target, wanted), (stored) =>
      hooks.run('afterRemove', stored, isItem),
    )
  }
  return remove()
}

export async function getOne(operation: Operation, id: unknown): Promise<ItemInput | null> {
  checkId(id)
  const { hooks, world, collection } = operation
  const wanted = hooks ? await hooks.run('beforeGet', id, isText) : id
  const item = readCollection(world, collection).get(wanted)
  if (!item) return null
  const copy: ItemInput = copyInto({}, item)
  return hooks ? hooks.run('afterGet', copy, isItem) : copy
}

/** The written item as a copy, for the caller. */
export function copyOf(item: ItemInput): ItemInput {
  return copyInto({}, item)
}

function targetOf({ world, collection, host }: Operation): Target {
  return { world, collection, warn: host.warn }
}

// What an after hook makes of an item is what the caller sees.
async function afterWrite(
  written: Written,
  run: (stored: ItemInput) => Promise<ItemInput>,
): Promise<Written> {
  return 'item' in written ? { ...written, item: await run(written.item) } : written
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
