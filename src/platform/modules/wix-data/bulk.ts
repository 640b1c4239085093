import type { World } from '../../world.js'
import { checkBulkIds, checkBulkItems, type ItemInput } from './checks.js'
import { copyValue } from './copy.js'
import type { DataError } from './errors.js'
import { insertItem, removeItem, saveItem, updateItem, type Written } from './write.js'

export interface BulkWriteResult {
  inserted: number
  updated: number
  skipped: number
  insertedItemIds: string[]
  updatedItemIds: string[]
  errors: Error[]
}

export interface BulkRemoveResult {
  removed: number
  skipped: number
  removedItemIds: string[]
  errors: Error[]
}

export function bulkInsert(world: World, collection: string, items: unknown): BulkWriteResult {
  checkBulkItems(items, 'optional')
  return writeEach(items, (item) => insertItem(world, collection, item))
}

export function bulkUpdate(world: World, collection: string, items: unknown): BulkWriteResult {
  checkBulkItems(items, 'required')
  return writeEach(items, (item) => updateItem(world, collection, item))
}

export function bulkSave(world: World, collection: string, items: unknown): BulkWriteResult {
  checkBulkItems(items, 'optional')
  return writeEach(items, (item) => saveItem(world, collection, item))
}

export function bulkRemove(world: World, collection: string, ids: unknown): BulkRemoveResult {
  checkBulkIds(ids)
  const removedItemIds = ids.filter((id) => removeItem(world, collection, id).status === 'removed')
  const removed = removedItemIds.length
  return { removed, skipped: ids.length - removed, removedItemIds, errors: [] }
}

// An id that exists already, or does not exist, is no error: the item is skipped.
function writeEach(
  items: readonly ItemInput[],
  write: (item: ItemInput) => Written,
): BulkWriteResult {
  const insertedItemIds: string[] = []
  const updatedItemIds: string[] = []
  const errors: Error[] = []
  for (const [originalIndex, item] of items.entries()) {
    try {
      const written = write(item)
      if (written.status === 'inserted') insertedItemIds.push(written.item._id)
      if (written.status === 'updated') updatedItemIds.push(written.item._id)
    } catch (error) {
      errors.push(createBulkError(error, item, originalIndex))
    }
  }
  const inserted = insertedItemIds.length
  const updated = updatedItemIds.length
  const skipped = items.length - inserted - updated - errors.length
  return { inserted, updated, skipped, insertedItemIds, updatedItemIds, errors }
}

function createBulkError(error: unknown, item: ItemInput, originalIndex: number): Error {
  if (!isDataError(error)) throw error
  const { code } = error.details.applicationError
  const bulkError = new Error(error.message, { cause: error })
  return Object.assign(bulkError, {
    name: 'BulkError',
    code,
    item: copyIfPossible(item),
    originalIndex,
  })
}

function isDataError(error: unknown): error is DataError {
  return error instanceof Error && 'details' in error
}

// The item may be refused for the very reason that it cannot be copied.
function copyIfPossible(item: ItemInput): unknown {
  try {
    return copyValue(item)
  } catch {
    return item
  }
}
