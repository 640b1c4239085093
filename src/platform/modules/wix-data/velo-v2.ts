import { createVeloError } from '../wix-error.js'
import type { BulkOutcome } from './bulk.js'
import { isItem } from './checks.js'
import { copyInto } from './copy.js'
import type { Dialect } from './dialect.js'
import { ItemsResult } from './items-result.js'
import type { Page } from './paging.js'

/** An item as `wix-data.v2` hands it out. */
export interface DataItem {
  _id: unknown
  dataCollectionId: string
  data: Record<string, unknown>
}

/** `wix-data.v2`: the standard error of Wix, items in an envelope. */
export const veloV2: Dialect = {
  module: 'wix-data.v2',
  prefix: 'items.',
  toError: ({ message, details }) => {
    const { code } = details.applicationError
    return createVeloError({ status: 400, code, description: message })
  },
  createResult: (source, { returnTotalCount = false }) =>
    new ItemsResult(
      { ...source, items: source.items.map((item) => wrap(source.collection, item)) },
      returnTotalCount,
    ),
  toBulkResult: (outcome) => outcome,
}

/** Puts an item into its envelope; a value that is none stays as it is. */
export function wrap(dataCollectionId: string, item: unknown): unknown {
  return isItem(item) ? ({ _id: item._id, dataCollectionId, data: item } satisfies DataItem) : item
}

/** Takes an item out of its envelope. */
export function unwrap(dataItem: unknown, id?: unknown): unknown {
  if (!isItem(dataItem)) return dataItem
  const { data } = dataItem
  const _id = id ?? dataItem._id
  return isItem(data) ? { ...data, ...(_id !== undefined && { _id }) } : data
}

/** What a page is told about, beside its items. */
export function pagingMetadata(page: Page, offset: number, returnTotalCount: unknown): object {
  const { items, totalCount } = page
  return {
    count: items.length,
    offset,
    tooManyToCount: false,
    ...(returnTotalCount === true && { total: totalCount }),
  }
}

/** The result of a bulk call, item by item, in the order in which they were given. */
export function toBulkResponse(
  { results }: BulkOutcome,
  collection: string,
  returnEntity: boolean,
): object {
  const totalSuccesses = results.filter(({ error }) => !error).length
  return {
    results: results.map(({ action, id, item, error }, originalIndex) => ({
      action,
      ...(returnEntity && item && { dataItem: wrap(collection, copyInto({}, item)) }),
      itemMetadata: {
        ...(id !== undefined && { _id: id }),
        originalIndex,
        success: !error,
        ...(error && { error }),
      },
    })),
    bulkActionMetadata: { totalSuccesses, totalFailures: results.length - totalSuccesses },
  }
}
