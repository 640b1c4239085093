import { type BulkOutcome, bulkInsert, bulkRemove, bulkSave, bulkUpdate } from './bulk.js'
import { checkId, checkItem, type ItemInput, isItem } from './checks.js'
import { copyInto } from './copy.js'
import { createDataError } from './errors.js'
import { getOne, insertOne, removeOne, saveOne, updateOne } from './operations.js'
import { type Operation, operate, type Session } from './session.js'
import { toBulkResponse, unwrap, wrap } from './velo-v2.js'
import { itemOrFail, problemOf, type Written } from './write.js'

export type Options = Record<string, unknown>

/** Runs a function of `wix-data.v2`, which takes all it needs in an object. */
export function operateV2<T>(
  session: Session,
  method: string,
  args: readonly unknown[],
  answer: (operation: Operation, options: Options) => T | Promise<T>,
): Promise<T> {
  const options = args.at(-1)
  const known: Options = isItem(options) ? options : {}
  const { dataCollectionId, ...rest } = known
  return operate(
    session,
    { method, collection: dataCollectionId, args: [...args.slice(0, -1), rest], options },
    (operation) => answer(operation, known),
  )
}

/** The functions of `wix-data.v2` that read and write items by id. */
export function createItemsV2(session: Session) {
  const write =
    (method: string, writeOne: (operation: Operation, item: ItemInput) => Result) =>
    (options?: unknown) =>
      operateV2(session, method, [options], async (operation, { dataItem }) => {
        const item = unwrap(dataItem)
        checkItem(item)
        return respond(operation, await writeOne(operation, item))
      })

  const bulk =
    (method: string, run: (operation: Operation, items: unknown) => Promise<BulkOutcome>) =>
    (options?: unknown) =>
      operateV2(session, method, [options], async (operation, { dataItems, ...rest }) => {
        const items = Array.isArray(dataItems)
          ? dataItems.map((dataItem) => unwrap(dataItem))
          : (rest.dataItemIds ?? dataItems)
        const outcome = await run(operation, items)
        return toBulkResponse(outcome, operation.collection, rest.returnEntity === true)
      })

  return {
    getDataItem: (id?: unknown, options?: unknown) =>
      operateV2(session, 'getDataItem', [id, options], async (operation) => {
        const item = await getOne(operation, id)
        if (!item) throw createDataError(problemOf({ status: 'missing', id: String(id) }))
        return wrap(operation.collection, item)
      }),
    insertDataItem: write('insertDataItem', insertOne),
    saveDataItem: (options?: unknown) =>
      operateV2(session, 'saveDataItem', [options], async (operation, { dataItem }) => {
        const item = unwrap(dataItem)
        checkItem(item)
        const written = await saveOne(operation, item)
        const action = written.status === 'inserted' ? 'INSERTED' : 'UPDATED'
        return { action, ...respond(operation, written) }
      }),
    updateDataItem: (id?: unknown, options?: unknown) =>
      operateV2(session, 'updateDataItem', [id, options], async (operation, { dataItem }) => {
        const item = unwrap(dataItem, id)
        checkItem(item)
        return respond(operation, await updateOne(operation, item))
      }),
    removeDataItem: (id?: unknown, options?: unknown) =>
      operateV2(session, 'removeDataItem', [id, options], async (operation) => {
        checkId(id)
        return respond(operation, await removeOne(operation, id))
      }),
    bulkInsertDataItems: bulk('bulkInsertDataItems', bulkInsert),
    bulkUpdateDataItems: bulk('bulkUpdateDataItems', bulkUpdate),
    bulkSaveDataItems: bulk('bulkSaveDataItems', bulkSave),
    bulkRemoveDataItems: bulk('bulkRemoveDataItems', bulkRemove),
  }
}

type Result = Written | Promise<Written>

function respond({ collection }: Operation, written: Written): { dataItem: unknown } {
  return { dataItem: wrap(collection, copyInto<ItemInput>({}, itemOrFail(written))) }
}
