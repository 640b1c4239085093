import type { BulkOutcome } from './bulk.js'
import { bulkInsert, bulkRemove, bulkSave, bulkUpdate } from './bulk.js'
import { checkArity, checkId, checkItem, type ItemInput } from './checks.js'
import { copyInto } from './copy.js'
import { getOne, insertOne, removeOne, saveOne, updateOne } from './operations.js'
import { checkWritable } from './read-collection.js'
import { createReferenceApi } from './reference-api.js'
import { clearReferences } from './references.js'
import { type Operation, operate, type Session } from './session.js'
import { itemOrFail, removeItem, type Written } from './write.js'

type Answer<T> = (operation: Operation, subject: unknown) => T | Promise<T>

/** The functions that `wix-data` and `items` of `@wix/data` have in common. */
export function createApi(session: Session, { modifiesInput }: { modifiesInput: boolean }) {
  const operation =
    <T>(method: string, answer: Answer<T>) =>
    (...args: unknown[]): Promise<T> => {
      const [collection, subject, options] = args
      return operate(session, { method, collection, args: [subject], options }, (running) => {
        checkArity(method, args, 2)
        return answer(running, subject)
      })
    }

  const write = (
    method: string,
    writeOne: (operation: Operation, item: ItemInput) => Written | Promise<Written>,
  ) => {
    const call = operation(method, async (running, item) => {
      checkItem(item)
      const result = writeOne(running, item)
      return copyInto<ItemInput>({}, itemOrFail(result instanceof Promise ? await result : result))
    })
    if (!modifiesInput) return call
    // Velo writes the system fields on the caller's own object, once the answer has come.
    return async (...args: unknown[]): Promise<ItemInput> => {
      const stored = await call(...args)
      addSystemFields(args[1], stored)
      return stored
    }
  }

  const bulk = (
    method: string,
    run: (operation: Operation, subjects: unknown) => Promise<BulkOutcome>,
  ) =>
    operation(method, async (running, subjects) =>
      session.dialect.toBulkResult(await run(running, subjects)),
    )

  return {
    get: operation('get', getOne),
    insert: write('insert', insertOne),
    update: write('update', updateOne),
    save: write('save', saveOne),
    remove: operation('remove', async (running, id) => {
      checkId(id)
      const written = await removeOne(running, id)
      return 'item' in written ? copyInto<ItemInput>({}, written.item) : null
    }),
    bulkInsert: bulk('bulkInsert', bulkInsert),
    bulkUpdate: bulk('bulkUpdate', bulkUpdate),
    bulkSave: bulk('bulkSave', bulkSave),
    bulkRemove: bulk('bulkRemove', bulkRemove),
    ...createReferenceApi(session),
  }
}

/** Removes all items of a collection; no hooks run. */
export function truncate(
  session: Session,
  args: readonly unknown[],
  method = 'truncate',
): Promise<void> {
  const [collection, options] = args
  return operate(
    session,
    { method, collection, options, isHooked: false },
    ({ world, collection: name, host }) => {
      checkWritable(name)
      const target = { world, collection: name, warn: host.warn }
      for (const id of [...world.collection(name).keys()]) removeItem(target, id)
      clearReferences(world, name)
    },
  )
}

// Reflect.set: a frozen object of the caller's stays as it is instead of failing the call.
function addSystemFields(item: unknown, stored: unknown): void {
  if (typeof item !== 'object' || item === null) return
  if (typeof stored !== 'object' || stored === null) return
  const { _id, _createdDate, _updatedDate }: ItemInput = { ...stored }
  for (const [field, value] of Object.entries({ _id, _createdDate, _updatedDate })) {
    if (value !== undefined) Reflect.set(item, field, copyDate(value))
  }
}

function copyDate(value: unknown): unknown {
  return value instanceof Date ? new Date(value.getTime()) : value
}
