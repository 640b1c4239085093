import type { DoubleHost, ModuleDouble } from '../../double.js'
import type { Item } from '../../world.js'
import { bulkInsert, bulkRemove, bulkSave, bulkUpdate } from './bulk.js'
import { checkCollection, checkId, checkItem, checkOptions, type ItemInput } from './checks.js'
import { copyInto } from './copy.js'
import { createFilter } from './filter.js'
import { createQuery } from './query.js'
import { insertItem, itemOrFail, removeItem, saveItem, updateItem, type Written } from './write.js'

/** Stands for `wix-data`: collections in memory, in the dialect of Velo (not of the SDK). */
export const wixData: ModuleDouble = {
  names: ['wix-data'],
  create(host) {
    const api = createApi(host)
    return { default: api, named: api }
  },
}

type Answer<T> = (collection: string, subject: unknown) => T

function createApi(host: DoubleHost): Record<string, unknown> {
  const { world } = host

  const operation =
    <T>(method: string, answer: Answer<T>) =>
    (collection?: unknown, subject?: unknown, options?: unknown): Promise<T> =>
      host.call('wix-data', method, [collection, subject], () => {
        checkCollection(collection)
        checkOptions(options)
        return answer(collection, subject)
      })

  const write = (
    method: string,
    answer: (collection: string, item: ItemInput) => Written,
  ): ((collection?: unknown, item?: unknown, options?: unknown) => Promise<Item>) => {
    const call = operation(method, (collection, item) => {
      checkItem(item)
      return copyItem(itemOrFail(answer(collection, item)))
    })
    // Velo writes the system fields on the caller's own object, once the answer has come.
    return async (collection, item, options) => {
      const stored = await call(collection, item, options)
      addSystemFields(item, stored)
      return stored
    }
  }

  return {
    get: operation('get', (collection, id) => {
      checkId(id)
      const item = world.collection(collection).get(id)
      return item ? copyItem(item) : null
    }),
    insert: write('insert', (collection, item) => insertItem(world, collection, item)),
    update: write('update', (collection, item) => updateItem(world, collection, item)),
    save: write('save', (collection, item) => saveItem(world, collection, item)),
    remove: operation('remove', (collection, id) => {
      checkId(id)
      const written = removeItem(world, collection, id)
      return written.status === 'removed' ? written.item : null
    }),
    bulkInsert: operation('bulkInsert', (name, items) => bulkInsert(world, name, items)),
    bulkUpdate: operation('bulkUpdate', (name, items) => bulkUpdate(world, name, items)),
    bulkSave: operation('bulkSave', (name, items) => bulkSave(world, name, items)),
    bulkRemove: operation('bulkRemove', (name, ids) => bulkRemove(world, name, ids)),
    truncate: createTruncate(host),
    query: (collection?: unknown) => createQuery(host, collection),
    filter: () => createFilter((code, message) => host.warn(code, message)),
  }
}

function createTruncate(host: DoubleHost) {
  const { world } = host
  return (collection?: unknown, options?: unknown): Promise<null> =>
    host.call('wix-data', 'truncate', [collection], () => {
      checkCollection(collection)
      checkOptions(options)
      for (const id of [...world.collection(collection).keys()]) removeItem(world, collection, id)
      return null
    })
}

function copyItem(item: Item): Item {
  return copyInto({ _id: item._id }, item)
}

// Reflect.set: a frozen object of the caller's stays as it is instead of failing the call.
function addSystemFields(item: unknown, { _id, _createdDate, _updatedDate }: Item): void {
  if (typeof item !== 'object' || item === null) return
  for (const [field, value] of Object.entries({ _id, _createdDate, _updatedDate })) {
    if (value !== undefined) Reflect.set(item, field, copyDate(value))
  }
}

function copyDate(value: unknown): unknown {
  return value instanceof Date ? new Date(value.getTime()) : value
}
