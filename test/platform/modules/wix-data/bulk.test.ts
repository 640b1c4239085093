import { describe, expect, it } from 'vitest'
import { createWixData } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data (bulkInsert, bulkUpdate, bulkSave, bulkRemove) and
// …/wix-data/guides/error-codes.

describe('bulk writes', () => {
  it('bulkInsert skips ids that exist, without an error', async () => {
    const { data } = createWixData()
    const items = [{ _id: 'a' }, { _id: 'a' }, { n: 1 }]
    const result = await data.bulkInsert('Log', items)
    expect(result).toEqual({
      inserted: 2,
      updated: 0,
      skipped: 1,
      insertedItemIds: ['a', expect.any(String)],
      updatedItemIds: [],
      errors: [],
    })
  })

  it('bulkUpdate skips ids that do not exist', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ _id: 'a', old: 1 }])
    const result = await data.bulkUpdate('Log', [{ _id: 'a', n: 1 }, { _id: 'b' }])
    expect(result).toMatchObject({ updated: 1, skipped: 1, updatedItemIds: ['a'], errors: [] })
    expect(await data.get('Log', 'a')).not.toHaveProperty('old')
  })

  it('bulkSave does either', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ _id: 'a' }])
    const result = await data.bulkSave('Log', [{ _id: 'a' }, { _id: 'b' }, {}])
    expect(result).toMatchObject({ inserted: 2, updated: 1, skipped: 0, updatedItemIds: ['a'] })
  })

  it('bulkRemove has a result of its own', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ _id: 'a' }, { _id: 'b' }])
    expect(await data.bulkRemove('Log', ['a', 'c'])).toEqual({
      removed: 1,
      skipped: 1,
      removedItemIds: ['a'],
      errors: [],
    })
    expect(host.changes).toHaveLength(1)
  })

  it('tells an item that cannot be stored in errors, and stores the others', async () => {
    const { data } = createWixData()
    const bad = { $key: 1 }
    const result = await data.bulkInsert('Log', [{ _id: 'a' }, bad, { _id: 'b' }])
    expect(result).toMatchObject({ inserted: 2, skipped: 0, insertedItemIds: ['a', 'b'] })
    expect(result.errors).toEqual([
      expect.objectContaining({ name: 'BulkError', code: 'WDE0134', item: bad, originalIndex: 1 }),
    ])
  })

  it.each([
    ['bulkInsert', 'Log', {}, 'WDE0005'],
    ['bulkInsert', 'Log', [1], 'WDE0005'],
    ['bulkInsert', 'Log', [{ _id: 5 }], 'WDE0005'],
    ['bulkInsert', 'Log', Array(1001).fill({}), 'WDE0006'],
    ['bulkInsert', 5, [{}], 'WDE0001'],
    ['bulkUpdate', 'Log', [{ n: 1 }], 'WDE0005'],
    ['bulkSave', 'Log', [{ _id: '' }], 'WDE0005'],
    ['bulkRemove', 'Log', 'a', 'WDE0068'],
    ['bulkRemove', 'Log', [5], 'WDE0068'],
    ['bulkRemove', 'Log', Array(1001).fill('a'), 'WDE0069'],
  ] as const)('%s refuses a wrong argument: %s %#', async (method, collection, items, wde) => {
    const { host, data } = createWixData()
    await expect(data[method](collection, items)).rejects.toThrow(new RegExp(`^${wde}: `))
    expect(host.changes).toEqual([])
  })

  it('takes 1000 items, and none', async () => {
    const { data } = createWixData()
    expect(await data.bulkInsert('Log', Array(1000).fill({}))).toMatchObject({ inserted: 1000 })
    // Documentation calls none a mistake, the real client answers with zeros: the milder one.
    expect(await data.bulkInsert('Log', [])).toMatchObject({ inserted: 0, skipped: 0 })
  })
})
