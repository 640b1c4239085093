import { describe, expect, it } from 'vitest'
import { createItems, type Data, idsOf } from './wix-data-api.js'

// Facts: dev.wix.com/docs/sdk/backend-modules/data/items (each function, the query and its result),
// …/data/error-codes, and what the real client was seen to do with a server's answers.

/** Awaits a rejection and gives the error. */
async function errorOf(promise: Promise<unknown>): Promise<Error & Data> {
  return promise.then(
    () => {
      throw new Error('it did not reject')
    },
    (error) => error,
  )
}

interface Asked {
  limit?: number
  none?: boolean
  total: boolean
}

describe('functions', () => {
  it('read and write the same collections, and leave the given item alone', async () => {
    const { host, items } = createItems()
    const item = { n: 1 }
    const stored = await items.insert('Log', item)
    expect(item).toEqual({ n: 1 })
    expect(stored).toMatchObject({ n: 1, _createdDate: host.time })
    expect(await items.get('Log', stored._id)).toEqual(stored)
    expect(await items.get('Log', 'nobody')).toBeNull()
    expect(await items.remove('Log', 'nobody')).toBeNull()
    expect(await items.truncate('Log')).toBe(undefined)
    expect(host.calls.map(({ module, method }) => `${module} ${method}`)).toEqual([
      '@wix/data items.insert',
      '@wix/data items.get',
      '@wix/data items.get',
      '@wix/data items.remove',
      '@wix/data items.truncate',
    ])
  })

  it('answer bulk calls with all eight keys', async () => {
    const { items } = createItems()
    expect(await items.bulkInsert('Log', [{ _id: 'a' }, { _id: 'a' }])).toEqual({
      inserted: 1,
      updated: 0,
      removed: 0,
      skipped: 1,
      errors: [],
      insertedItemIds: ['a'],
      updatedItemIds: [],
      removedItemIds: [],
    })
    expect(await items.bulkRemove('Log', ['a'])).toMatchObject({
      inserted: 0,
      removed: 1,
      removedItemIds: ['a'],
    })
  })

  it('run the same hooks, which get a query of wix-data', async () => {
    const { host, items } = createItems()
    host.seed('Log', [{ _id: 'a', n: 1 }, { _id: 'b' }])
    host.hooks = {
      Log_beforeQuery: (query: Data & { isEmpty(field: string): unknown }) => {
        expect(query).not.toHaveProperty('gte')
        return query.isEmpty('n')
      },
      Log_beforeInsert: () => Promise.reject('hook'),
    }
    expect(await idsOf(items.query('Log'))).toEqual(['b'])
    expect(await errorOf(items.insert('Log', {}))).toBe('hook')
  })

  it('have no suppressAuth: it is taken and has no effect, with a warning', async () => {
    const { host, items } = createItems()
    await items.query('Log').find({ suppressAuth: true })
    expect(host.warnings).toEqual(['suppress-auth-ignored'])
  })
})

describe('queries', () => {
  const seeds = [
    { _id: 'a', n: 1 },
    { _id: 'b', n: 2 },
    { _id: 'c', n: null },
    { _id: 'd' },
    { _id: 'e', n: true },
  ]

  function seeded() {
    const { host, items } = createItems()
    host.seed('Log', seeds)
    return { host, items, query: items.query('Log').ascending('_id') }
  }

  it('have further filters', async () => {
    const { items, query } = seeded()
    expect(await idsOf(query.gte('n', 2))).toEqual(['b'])
    expect(await idsOf(query.lte('n', 1).isNotEmpty('n'))).toEqual(['a'])
    expect(await idsOf(query.in('n', [1, 2]))).toEqual(['a', 'b'])
    expect(await idsOf(query.in('n', 1, 2))).toEqual(['a', 'b'])
    expect(await idsOf(query.exists('n', true))).toEqual(['a', 'b', 'c', 'e'])
    expect(await idsOf(query.exists('n', false))).toEqual(['d'])
    expect(
      await idsOf(query.and(items.filter().exists('n', true).gte('n', 1).lte('n', 1))),
    ).toEqual(['a'])
    expect(await idsOf(query.and(items.filter().in('n', 2)))).toEqual(['b'])
    expect(await idsOf(query.ge('n', true))).toEqual(['e'])
  })

  it('have an order by chance, which is the same for the same seed', async () => {
    const { host, items } = createItems()
    const ids = Array.from({ length: 40 }, (_, n) => `${n}`)
    host.seed(
      'Log',
      ids.map((_id) => ({ _id })),
    )
    const query = items.query('Log').randomSort({ seed: 7 })
    const all = await idsOf(query)
    expect(all).not.toEqual(ids)
    expect([...all].sort()).toEqual([...ids].sort())
    expect(await idsOf(query)).toEqual(all)
    expect(await idsOf(query.skip(10).limit(5))).toEqual(all.slice(10, 15))
    expect(await idsOf(items.query('Log').randomSort({ seed: 8 }))).not.toEqual(all)
  })

  it('take the number of references behind the names in include()', async () => {
    const { host, items } = createItems()
    host.seed('People', [{ _id: 'p1' }, { _id: 'p2' }])
    host.seed('Log', [{ _id: 'a', people: ['p1', 'p2'] }])
    const found = await items.query('Log').include('people', 1).find()
    expect(found.items).toEqual([{ _id: 'a', people: [{ _id: 'p1' }] }])
  })

  it.each([
    [
      { limit: 2, total: true },
      { pageSize: 2, currentPage: 0, totalPages: 3, totalCount: 5 },
    ],
    [
      { limit: 2, total: false },
      { pageSize: 2, currentPage: 0 },
    ],
    [{ limit: 5, none: true, total: false }, { pageSize: 5 }],
    [
      { none: true, total: true },
      { totalPages: 0, totalCount: 0 },
    ],
    [{ total: false }, {}],
  ] as [Asked, object][])('tell of their page: %j', async ({ limit, none, total }, expected) => {
    const { query } = seeded()
    const asked = none ? query.eq('n', 'nothing') : query
    const result = await (limit ? asked.limit(limit) : asked).find({ returnTotalCount: total })
    const { pageSize, currentPage, totalPages, totalCount } = result
    const known = Object.entries({ pageSize, currentPage, totalPages, totalCount })
    expect(Object.fromEntries(known.filter(([, value]) => value !== undefined))).toEqual(expected)
  })

  it('tell of no total unless it is asked for', async () => {
    const result = await seeded().query.limit(2).find()
    expect([result.totalCount, result.totalPages]).toEqual([undefined, undefined])
    expect(result.hasNext()).toBe(true)
  })

  it('give a result that can be walked through, with the keys of the real one', async () => {
    const { query } = seeded()
    const result = await query.limit(2).find({ returnTotalCount: true })
    expect(Object.keys(result).sort()).toEqual([
      'allowOffsetBackwards',
      'collectionName',
      'currentPage',
      'fetch',
      'items',
      'pageSize',
      'paging',
      'skipNumber',
      'totalCount',
    ])
    expect([...(result as unknown as Iterable<Data>)].map(({ _id }) => _id)).toEqual(['a', 'b'])
    expect(Object.keys(JSON.parse(JSON.stringify(result)))).toEqual([
      'items',
      'totalCount',
      'pageSize',
      'currentPage',
      'length',
      'totalPages',
    ])
    const second = await result.next()
    expect(second).toMatchObject({ currentPage: 1, length: 2, totalCount: 5 })
    expect((await second.prev()).items).toEqual(result.items)
  })
})

describe('errors', () => {
  it('of the server have no code of their own', async () => {
    const { items } = createItems()
    const error = await errorOf(items.update('Log', { _id: 'nobody' }))
    expect(error.message).toMatch(/^WDE0073: /)
    expect(Object.keys(error)).toEqual(['details'])
    expect(error.details).toMatchObject({ applicationError: { code: 'WDE0073' } })
  })

  it('of a builder have one code, and a line for each mistake', async () => {
    const { items } = createItems()
    const query = items.query('Log').limit(0).contains('n', 5)
    for (const run of [() => query.find(), () => query.count(), () => query.distinct('n')]) {
      const error = await errorOf(run())
      expect(error.message.split('\n')).toEqual([
        expect.stringContaining('on Log'),
        expect.stringContaining('WDE0033'),
        expect.stringContaining('WDE0044'),
      ])
      expect(error).not.toHaveProperty('code')
      expect(error.details).toMatchObject({ applicationError: { code: 'WDE0020' } })
    }
    const error = await errorOf(items.aggregate('Log').group('a').group('b').run())
    expect(error.details).toMatchObject({ applicationError: { code: 'WDE0020' } })
  })

  it('of a page that is not there are as in Velo', async () => {
    const { items } = createItems()
    const result = await items.query('Log').find()
    const error = await errorOf(result.next())
    expect(error).toMatchObject({ code: 'WD_VALIDATION_ERROR' })
    expect(error.message).toMatch(/^WDE0165/)
    expect(error).not.toHaveProperty('details')
  })

  it('of options and arguments name their own code', async () => {
    const { items } = createItems()
    const wrong = [
      [() => items.get(5, 'a'), 'WDE0001'],
      [() => items.get('Log', 5), 'WDE0002'],
      [() => items.insert('Log', 'text'), 'WDE0004'],
      [() => items.query('Log').find({ returnTotalCount: 1 }), 'WDE0018'],
    ] as const
    for (const [call, code] of wrong) {
      expect((await errorOf(call())).details).toMatchObject({ applicationError: { code } })
    }
  })
})
