import { describe, expect, it } from 'vitest'
import { wixDataV2 } from '../../../../src/platform/modules/wix-data.v2.js'
import { createFakeHost, type FakeHost } from '../fake-host.js'
import type { Data } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data-v2/items: names, options and responses.

type Call = (...args: unknown[]) => Promise<Data>

function createV2(): { host: FakeHost; items: Record<string, Call> } {
  const host = createFakeHost()
  host.seed('Log', [
    { _id: 'a', n: 1, kind: 'x' },
    { _id: 'b', n: 2, kind: 'x' },
    { _id: 'c', n: 5, kind: 'y' },
  ])
  return { host, items: wixDataV2.create(host).named?.items as Record<string, Call> }
}

const inLog = { dataCollectionId: 'Log' }

describe('items by id', () => {
  it('are wrapped in an envelope', async () => {
    const { items } = createV2()
    expect(await items.getDataItem?.('a', inLog)).toEqual({
      _id: 'a',
      dataCollectionId: 'Log',
      data: { _id: 'a', n: 1, kind: 'x' },
    })
  })

  it('are inserted, updated, saved and removed', async () => {
    const { host, items } = createV2()
    const inserted = await items.insertDataItem?.({ ...inLog, dataItem: { data: { n: 9 } } })
    expect(inserted).toMatchObject({ dataItem: { _id: expect.any(String), data: { n: 9 } } })
    const updated = await items.updateDataItem?.('a', { ...inLog, dataItem: { data: { n: 8 } } })
    expect(updated).toMatchObject({ dataItem: { _id: 'a', data: { n: 8 } } })
    expect(host.world.collection('Log').get('a')).not.toHaveProperty('kind')
    expect(
      await items.saveDataItem?.({ ...inLog, dataItem: { _id: 'own', data: {} } }),
    ).toMatchObject({ action: 'INSERTED', dataItem: { _id: 'own' } })
    expect(
      await items.saveDataItem?.({ ...inLog, dataItem: { _id: 'own', data: { n: 1 } } }),
    ).toMatchObject({ action: 'UPDATED', dataItem: { data: { n: 1 } } })
    expect(await items.removeDataItem?.('b', inLog)).toMatchObject({ dataItem: { _id: 'b' } })
    expect(await items.truncateDataItems?.(inLog)).toBe(undefined)
    expect(host.world.collection('Log').size).toBe(0)
  })

  it('fail with the standard error of Wix, also where nothing is found', async () => {
    const { items } = createV2()
    const error = { applicationError: { code: 'WDE0073', data: {} } }
    for (const call of [
      () => items.getDataItem?.('nobody', inLog),
      () => items.removeDataItem?.('nobody', inLog),
      () => items.updateDataItem?.('nobody', { ...inLog, dataItem: { data: {} } }),
    ]) {
      await expect(call()).rejects.toMatchObject({ details: error })
      await expect(call()).rejects.not.toHaveProperty('code')
    }
    await expect(items.getDataItem?.('a', {})).rejects.toThrow(/^WDE0001: /)
  })

  it('need elevated rights', async () => {
    const { host, items } = createV2()
    await host.elevate(items.getDataItem as Call)('a', inLog)
    await host.elevate(() => items.queryDataItems?.(inLog))()
    expect(host.warnings).toEqual([])
    await items.getDataItem?.('a', inLog)
    expect(host.warnings).toEqual(['needs-elevation:wix-data.v2.items.getDataItem'])
  })
})

describe('bulk calls', () => {
  it('tell of each item, in their order', async () => {
    const { items } = createV2()
    const dataItems = [{ data: { _id: 'new' } }, { _id: 'a', data: {} }]
    const response = await items.bulkInsertDataItems?.({ ...inLog, dataItems, returnEntity: true })
    expect(response).toEqual({
      results: [
        {
          action: 'INSERT',
          dataItem: expect.objectContaining({ _id: 'new', dataCollectionId: 'Log' }),
          itemMetadata: { _id: 'new', originalIndex: 0, success: true },
        },
        {
          action: 'INSERT',
          itemMetadata: {
            _id: 'a',
            originalIndex: 1,
            success: false,
            error: { code: 'WDE0074', description: expect.any(String) },
          },
        },
      ],
      bulkActionMetadata: { totalSuccesses: 1, totalFailures: 1 },
    })
    const removed = await items.bulkRemoveDataItems?.({ ...inLog, dataItemIds: ['a', 'b'] })
    const success = (originalIndex: number, _id: string) => ({
      action: 'DELETE',
      itemMetadata: { _id, originalIndex, success: true },
    })
    expect(removed).toEqual({
      results: [success(0, 'a'), success(1, 'b')],
      bulkActionMetadata: { totalSuccesses: 2, totalFailures: 0 },
    })
  })
})

describe('queries', () => {
  it('are built as in the SDK and give items in their envelopes', async () => {
    const { host, items } = createV2()
    const query = items.queryDataItems?.({ ...inLog, returnTotalCount: true }) as unknown as {
      gt(field: string, value: unknown): { limit(n: number): { find: Call } }
    }
    const result = await query.gt('n', 1).limit(1).find()
    expect(result).toMatchObject({
      items: [{ _id: 'c', dataCollectionId: 'Log', data: { n: 5 } }],
      totalCount: 2,
      pageSize: 1,
    })
    expect(host.calls[0]).toMatchObject({ module: 'wix-data.v2', method: 'items.query.find' })
  })

  it.each([
    [{ n: 1 }, 1],
    [{ n: { $gte: 2 } }, 2],
    [{ n: { $lte: 2 } }, 2],
    [{ n: { $gt: 1, $lt: 5 } }, 1],
    [{ kind: { $in: ['y', 'z'] } }, 1],
    [{ kind: { $startsWith: 'X' } }, 2],
    [{ $or: [{ n: 1 }, { kind: 'y' }] }, 2],
    [{ $and: [{ kind: 'x' }, { n: { $ne: 1 } }] }, 1],
    [{ $not: [{ kind: 'x' }] }, 1],
    [{ gone: { $exists: false } }, 3],
    [undefined, 3],
  ])('count what %j finds: %d', async (filter, totalCount) => {
    const { items } = createV2()
    expect(await items.countDataItems?.({ ...inLog, filter })).toEqual({ totalCount })
  })

  it('refuse a filter that cannot be read', async () => {
    const { items } = createV2()
    const count = (filter: unknown) => items.countDataItems?.({ ...inLog, filter })
    await expect(count({ n: { $near: 1 } })).rejects.toThrow(/^WDE0080: .*\$near/)
    await expect(count({ $or: {} })).rejects.toThrow(/^WDE0080: /)
    await expect(count('n')).rejects.toThrow(/^WDE0016: /)
  })

  it('give distinct values and aggregations', async () => {
    const { items } = createV2()
    expect(
      await items.queryDistinctValues?.({
        ...inLog,
        fieldName: 'n',
        order: 'DESC',
        paging: { limit: 2 },
        returnTotalCount: true,
      }),
    ).toEqual({
      distinctValues: [5, 2],
      pagingMetadata: { count: 2, offset: 0, tooManyToCount: false, total: 3 },
    })
    const aggregation = {
      groupingFields: ['kind'],
      operations: [
        { resultFieldName: 'all', sum: { itemFieldName: 'n' } },
        { resultFieldName: 'some', itemCount: {} },
      ],
    }
    const options = { ...inLog, aggregation, finalFilter: { all: { $gt: 2 } } }
    const sort = [{ fieldName: 'all', order: 'DESC' }]
    expect(await items.aggregateDataItems?.({ ...options, sort })).toMatchObject({
      results: [
        { _id: 'y', all: 5, some: 1 },
        { _id: 'x', all: 3, some: 2 },
      ],
      pagingMetadata: { count: 2, offset: 0 },
    })
  })
})

describe('references', () => {
  it('are inserted, asked for, replaced and removed', async () => {
    const { host, items } = createV2()
    host.seed('People', [{ _id: 'p1' }, { _id: 'p2' }])
    const place = { referringItemId: 'a', referringItemFieldName: 'people' }
    const reference = { ...place, referencedItemId: 'p1' }
    expect(
      await items.insertDataItemReference?.({ ...inLog, dataItemReference: reference }),
    ).toEqual({ dataItemReference: reference })
    const isThere = () => items.isReferencedDataItem?.({ ...inLog, ...reference })
    expect(await isThere()).toEqual({ isReferenced: true })

    const newReferencedItemIds = ['p2', 'gone']
    await items.replaceDataItemReferences?.({ ...inLog, ...place, newReferencedItemIds })
    expect(await isThere()).toEqual({ isReferenced: false })
    expect(await items.queryReferencedDataItems?.({ ...inLog, ...place })).toMatchObject({
      results: [{ dataItem: { _id: 'p2' } }, { unresolvedReference: place }],
      pagingMetadata: { count: 2, offset: 0 },
    })
    const dataItemReference = { ...place, referencedItemId: 'p2' }
    await items.removeDataItemReference?.({ ...inLog, dataItemReference })
    expect(await items.queryReferencedDataItems?.({ ...inLog, ...place })).toMatchObject({
      results: [{ unresolvedReference: place }],
    })
  })
})
