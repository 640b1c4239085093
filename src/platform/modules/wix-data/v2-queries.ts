import { type Accumulator, type AggregateModel, runAggregate } from './aggregation.js'
import { isItem } from './checks.js'
import { copyInto } from './copy.js'
import { createDataError } from './errors.js'
import { countMatches, findDistinct, type QueryModel } from './find.js'
import { defaultLimit } from './paging.js'
import { parseFilter } from './parse-filter.js'
import {
  findReferenced,
  insertReferences,
  type ReferenceField,
  readId,
  readReferences,
  removeReferences,
  writeReferences,
} from './references.js'
import type { Operation, Session } from './session.js'
import type { SortKey } from './sort.js'
import { type Options, operateV2 } from './v2-api.js'
import { pagingMetadata } from './velo-v2.js'

/** The functions of `wix-data.v2` that take a filter as an object. Their hooks are not run here. */
export function createQueriesV2(session: Session) {
  const call =
    <T>(method: string, answer: (operation: Operation, options: Options) => T) =>
    (options?: unknown) =>
      operateV2(session, method, [options], answer)

  return {
    countDataItems: call('countDataItems', (operation, { filter }) => ({
      totalCount: countMatches(operation, modelOf(operation, filter)),
    })),
    queryDistinctValues: call('queryDistinctValues', (operation, options) => {
      const { fieldName, filter, order, paging, returnTotalCount } = options
      const field = readField(fieldName)
      const sort: SortKey[] = order === 'DESC' ? [{ field, order: 'desc' }] : []
      const range = readPaging(paging)
      const model = { ...modelOf(operation, filter), ...range, sort }
      const page = findDistinct(operation, model, field)
      return {
        distinctValues: page.items,
        pagingMetadata: pagingMetadata(page, range.skip, returnTotalCount),
      }
    }),
    aggregateDataItems: call('aggregateDataItems', (operation, options) => {
      const { initialFilter, finalFilter, aggregation, sort, paging, returnTotalCount } = options
      const range = readPaging(paging)
      const { groupingFields, operations }: Options = isItem(aggregation) ? aggregation : {}
      const model: AggregateModel = {
        ...modelOf(operation, initialFilter),
        ...range,
        having: parseFilter(finalFilter),
        group: listOf(groupingFields).map(readField),
        accumulators: listOf(operations).map(readAccumulator),
        sort: listOf(sort).map(readSort),
      }
      const page = runAggregate(operation.world, model)
      return {
        results: page.items,
        pagingMetadata: pagingMetadata(page, range.skip, returnTotalCount),
      }
    }),
    ...createReferencesV2(call),
  }
}

type Call = <T>(
  method: string,
  answer: (operation: Operation, options: Options) => T,
) => (options?: unknown) => Promise<T>

function createReferencesV2(call: Call) {
  const change =
    (write: (place: ReferenceField, ids: string[]) => void) =>
    (operation: Operation, { dataItemReference }: Options) => {
      const reference: Options = isItem(dataItemReference) ? dataItemReference : {}
      write(placeOf(operation, reference), [readId(reference.referencedItemId)])
      return { dataItemReference: { ...reference } }
    }

  return {
    insertDataItemReference: call('insertDataItemReference', change(insertReferences)),
    removeDataItemReference: call('removeDataItemReference', change(removeReferences)),
    replaceDataItemReferences: call('replaceDataItemReferences', (operation, options) => {
      const { newReferencedItemIds, referringItemFieldName, referringItemId } = options
      const ids = listOf(newReferencedItemIds).map(readId)
      writeReferences(placeOf(operation, options), ids)
      return {
        dataItemReferences: ids.map((referencedItemId) => ({
          referencedItemId,
          referringItemFieldName,
          referringItemId,
        })),
      }
    }),
    isReferencedDataItem: call('isReferencedDataItem', (operation, options) => ({
      isReferenced: readReferences(placeOf(operation, options)).includes(
        readId(options.referencedItemId),
      ),
    })),
    queryReferencedDataItems: call('queryReferencedDataItems', (operation, options) => {
      const { order, paging, returnTotalCount } = options
      const { skip, limit = defaultLimit } = readPaging(paging)
      const ids = readReferences(placeOf(operation, options))
      const ordered = order === 'DESC' ? ids.toReversed() : ids
      const items = ordered.slice(skip, skip + limit).map((id) => resolve(operation, options, id))
      const page = { items, totalCount: ids.length }
      return { results: items, pagingMetadata: pagingMetadata(page, skip, returnTotalCount) }
    }),
  }
}

// The collection of a referenced item is not known here, so its envelope does not name one.
function resolve({ world }: Operation, options: Options, id: string): object {
  const { referringItemFieldName, referringItemId } = options
  const item = findReferenced(world, id)
  return item
    ? { dataItem: { _id: id, data: copyInto({}, item) } }
    : { unresolvedReference: { referringItemFieldName, referringItemId } }
}

function modelOf({ collection }: Operation, filter: unknown): QueryModel {
  return { collection, condition: parseFilter(filter), problems: [], sort: [] }
}

function placeOf({ world, collection }: Operation, options: Options): ReferenceField {
  const { referringItemFieldName, referringItemId } = options
  const field = readField(referringItemFieldName)
  return { world, collection, field, itemId: readId(referringItemId) }
}

const operations: Record<string, Accumulator['operation']> = {
  average: 'avg',
  itemCount: 'count',
  max: 'max',
  min: 'min',
  sum: 'sum',
}

function readAccumulator(given: unknown): Accumulator {
  for (const [key, operation] of Object.entries(operations)) {
    if (!isItem(given) || !isItem(given[key])) continue
    const { itemFieldName } = given[key]
    const field = operation === 'count' ? '' : readField(itemFieldName)
    return { operation, field, name: readField(given.resultFieldName ?? key) }
  }
  fail('WDE0080', 'each operation is one of average, itemCount, max, min and sum')
}

function readSort(given: unknown): SortKey {
  const { fieldName, order }: Options = isItem(given) ? given : {}
  return { field: readField(fieldName), order: order === 'DESC' ? 'desc' : 'asc' }
}

function readPaging(paging: unknown): { skip: number; limit?: number } {
  const { limit, offset }: Options = isItem(paging) ? paging : {}
  return {
    skip: typeof offset === 'number' ? offset : 0,
    ...(typeof limit === 'number' && { limit }),
  }
}

function readField(name: unknown): string {
  if (typeof name === 'string') return name
  fail('WDE0003', 'the name of a field must be a string')
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function fail(code: string, text: string): never {
  throw createDataError({ code, text })
}
