import { describe, expect, it } from 'vitest'
import { createWixData, dataError, idsOf } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data/wix-data-query, …/wix-data-filter/eq and
// …/wix-data-query-result; composition of filters as the real client does it.

describe('page and order', () => {
  it('gives the newest first, and of those made at once the later one', async () => {
    const { host, data } = createWixData()
    await data.insert('Log', { _id: 'a' })
    await data.insert('Log', { _id: 'b' })
    host.time = new Date(host.time.getTime() + 1)
    await data.insert('Log', { _id: 'c' })
    expect(await idsOf(data.query('Log'))).toEqual(['c', 'b', 'a'])
    expect(await idsOf(data.query('Log').skip(1).limit(1))).toEqual(['b'])
  })

  it('finds the newest also among seeds that are in another order, undated ones last', async () => {
    const { host, data } = createWixData()
    const at = (day: number) => new Date(Date.UTC(2026, 0, day))
    host.seed('Log', [
      { _id: 'mid', _createdDate: at(2) },
      { _id: 'undated' },
      { _id: 'new', _createdDate: at(3) },
      { _id: 'old', _createdDate: at(1) },
    ])
    expect(await idsOf(data.query('Log'))).toEqual(['new', 'mid', 'old', 'undated'])
  })

  it('gives 50 items unless told otherwise, and up to 1000', async () => {
    const { host, data } = createWixData()
    host.seed('Log', Array(1001).fill({}))
    expect(await data.query('Log').find()).toMatchObject({ length: 50, totalCount: 1001 })
    expect(await data.query('Log').limit(1000).find()).toMatchObject({ length: 1000 })
    await expect(data.query('Log').limit(1001).find()).rejects.toMatchObject(
      dataError('WDE0077', 'WD_BAD_REQUEST'),
    )
    expect(await data.query('Log').limit(1001).count()).toBe(1001)
  })

  it('sorts by several keys, code units for text, missing lowest', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [
      { _id: '1', name: 'abc', n: 10 },
      { _id: '2', name: 'XYZ', n: 9 },
      { _id: '3', n: 1 },
      { _id: '4', name: 'abc', n: 9 },
    ])
    const query = data.query('Log')
    expect(await idsOf(query.ascending('name').descending('n'))).toEqual(['3', '2', '1', '4'])
    expect(await idsOf(query.descending('name', 'n'))).toEqual(['1', '4', '2', '3'])
    expect(await idsOf(query.ascending(['n', 'name']))).toEqual(['3', '2', '4', '1'])
    expect(await idsOf(query.descending('name'))).toEqual(['4', '1', '2', '3'])
  })

  it('refuses to sort by two lists', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [
      { a: [1], b: [1] },
      { a: [1], b: [2] },
    ])
    await expect(data.query('Log').ascending('a', 'b').find()).rejects.toThrow(/^WDE0121: /)
    await expect(data.query('Log').ascending('a').find()).resolves.toMatchObject({ length: 2 })
  })

  it('gives only the fields asked for, and always the id', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ _id: '1', a: 1, b: 2 }])
    const query = data.query('Log')
    expect((await query.fields('a', 'zz').find()).items).toEqual([{ _id: '1', a: 1 }])
    expect((await query.fields('zz').find()).items).toEqual([{ _id: '1' }])
    expect((await query.fields().find()).items).toEqual([{ _id: '1', a: 1, b: 2 }])
  })
})

describe('the result', () => {
  it('tells where it is and turns pages', async () => {
    const { host, data } = createWixData()
    for (const _id of ['1', '2', '3', '4', '5']) host.seed('Log', [{ _id }])
    const query = data.query('Log').ascending('_id').limit(2)
    const first = await query.find()
    expect(first).toMatchObject({
      items: [{ _id: '1' }, { _id: '2' }],
      length: 2,
      pageSize: 2,
      currentPage: 0,
      totalCount: 5,
      totalPages: 3,
      query,
    })
    expect([first.hasPrev(), first.hasNext()]).toEqual([false, true])
    await expect(first.prev()).rejects.toMatchObject(dataError('WDE0159', 'WD_VALIDATION_ERROR'))

    const second = await first.next()
    expect(second).toMatchObject({ currentPage: 1, length: 2 })
    const third = await second.next()
    expect(third).toMatchObject({ currentPage: 2, length: 1, items: [{ _id: '5' }] })
    expect([third.hasPrev(), third.hasNext()]).toEqual([true, false])
    await expect(third.next()).rejects.toMatchObject(dataError('WDE0165', 'WD_VALIDATION_ERROR'))
    expect((await third.prev()).items).toEqual(second.items)
    expect(host.calls.map(({ method, args }) => [method, args]).slice(2, 4)).toEqual([
      ['query.next', ['Log', { sort: [{ _id: 'asc' }], limit: 2, skip: 2 }]],
      ['query.next', ['Log', { sort: [{ _id: 'asc' }], limit: 2, skip: 4 }]],
    ])
  })

  it('has no current page when nothing was found', async () => {
    const { data } = createWixData()
    const result = await data.query('Nothing').find()
    expect(result).toMatchObject({ items: [], length: 0, pageSize: 50, totalCount: 0 })
    expect([result.currentPage, result.totalPages]).toEqual([undefined, 0])
    expect([result.hasNext(), result.hasPrev()]).toEqual([false, false])
  })

  it('leaves the total out on request, and still knows of a next page', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{}, {}])
    const result = await data.query('Log').limit(1).find({ omitTotalCount: true })
    expect([result.totalCount, result.totalPages]).toEqual([undefined, undefined])
    expect(result.hasNext()).toBe(true)
  })
})

describe('filters', () => {
  const items = [
    { _id: 'text5', v: '5' },
    { _id: 'n5', v: 5 },
    { _id: 'n9', v: 9 },
    { _id: 'Abc', v: 'Abc' },
    { _id: 'list', v: ['x', 5, 'Abc'] },
    { _id: 'date', v: new Date(7) },
    { _id: 'empty', v: '' },
    { _id: 'none', v: [] },
    { _id: 'null', v: null },
    { _id: 'missing' },
    { _id: 'true', v: true },
  ]

  function seeded() {
    const { host, data } = createWixData()
    host.seed('Log', items)
    return data.query('Log').ascending('zz')
  }

  it.each([
    // Same type and case; a list matches by any element.
    ['eq', ['v', 5], ['n5', 'list']],
    ['eq', ['v', '5'], ['text5']],
    ['eq', ['v', 'abc'], []],
    ['eq', ['v', 'Abc'], ['Abc', 'list']],
    ['eq', ['v', new Date(7)], ['date']],
    ['eq', ['v', true], ['true']],
    ['eq', ['v', undefined], ['null', 'missing']],
    ['ne', ['v', 5], ['text5', 'n9', 'Abc', 'date', 'empty', 'none', 'null', 'missing', 'true']],
    // Other types never match; a missing value ranks lowest.
    ['gt', ['v', 5], ['n9']],
    ['ge', ['v', 5], ['n5', 'n9']],
    ['lt', ['v', 9], ['n5', 'null', 'missing']],
    ['le', ['v', 5], ['n5', 'null', 'missing']],
    ['gt', ['v', '5'], ['Abc']],
    ['lt', ['v', 'abc'], ['text5', 'Abc', 'empty', 'null', 'missing']],
    ['ge', ['v', new Date(7)], ['date']],
    // From the start on, up to but without the end.
    ['between', ['v', 5, 9], ['n5']],
    ['between', ['v', 6, 10], ['n9']],
    // Whatever the case; text only.
    ['contains', ['v', 'B'], ['Abc']],
    ['startsWith', ['v', 'aB'], ['Abc']],
    ['endsWith', ['v', 'BC'], ['Abc']],
    ['contains', ['v', ''], ['text5', 'Abc', 'empty']],
    ['hasSome', ['v', ['x', 9]], ['n9', 'list']],
    ['hasSome', ['v', 'X', 9], ['n9']],
    ['hasSome', ['v', new Date(7)], ['date']],
    ['hasAll', ['v', ['x', 5]], ['list']],
    ['hasAll', ['v', 5], ['n5', 'list']],
    ['hasSome', ['v', []], []],
    // An empty text and an empty list are values.
    ['isEmpty', ['v'], ['null', 'missing']],
    ['isNotEmpty', ['v'], ['text5', 'n5', 'n9', 'Abc', 'list', 'date', 'empty', 'none', 'true']],
  ] as const)('%s %j finds %j', async (method, args, expected) => {
    expect(await idsOf(seeded()[method](...args))).toEqual(expected)
  })

  it('reads dotted paths, also through lists', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [
      { _id: '1', badge: { slug: 'a' } },
      { _id: '2', badge: [{ slug: 'a' }, { slug: 'b' }] },
      { _id: '3', 'badge.slug': 'b' },
      { _id: '4', badge: 'a' },
    ])
    const query = data.query('Log').ascending('_id')
    expect(await idsOf(query.eq('badge.slug', 'a'))).toEqual(['1', '2'])
    expect(await idsOf(query.eq('badge.slug', 'b'))).toEqual(['2', '3'])
    expect(await idsOf(query.eq('badge.1.slug', 'b'))).toEqual(['2'])
    expect(await idsOf(query.isEmpty('badge.slug'))).toEqual(['4'])
  })
})

describe('composition', () => {
  const items = [
    { _id: '1', a: 1, b: 1 },
    { _id: '2', a: 1, b: 2 },
    { _id: '3', a: 2, b: 1 },
    { _id: '4', a: 2, b: 2 },
  ]

  function seeded() {
    const { host, data } = createWixData()
    host.seed('Log', items)
    return { host, data, query: data.query('Log').ascending('_id') }
  }

  it('or() takes all filters so far as one side, and filters after it hold for both', async () => {
    const { data, query } = seeded()
    const or = query.eq('a', 1).eq('b', 1).or(data.filter().eq('a', 2))
    expect(await idsOf(or)).toEqual(['1', '3', '4'])
    expect(await idsOf(or.eq('b', 1))).toEqual(['1', '3'])
    expect(await idsOf(or.or(data.query('Log').eq('_id', '2')))).toEqual(['1', '2', '3', '4'])
  })

  it('not() excludes what the other one finds', async () => {
    const { data, query } = seeded()
    expect(await idsOf(query.eq('a', 1).not(data.filter().eq('b', 1)))).toEqual(['2'])
    expect(await idsOf(query.and(data.filter().eq('a', 2).eq('b', 2)))).toEqual(['4'])
    expect(await idsOf(query.not(data.filter()))).toEqual(['1', '2', '3', '4'])
  })

  it('or() drops a side without conditions, and warns', async () => {
    const { host, data, query } = seeded()
    expect(await idsOf(query.or(data.filter().eq('a', 1)))).toEqual(['1', '2'])
    expect(host.warnings).toEqual(['or-without-filter'])
    expect(await idsOf(query.eq('a', 1).or(data.filter()))).toEqual(['1', '2'])
  })

  it('builders never change: each call gives a new one', async () => {
    const { data, query } = seeded()
    const base = query.eq('a', 1)
    base.eq('b', 1).limit(1).skip(3).descending('_id')
    expect(await idsOf(base)).toEqual(['1', '2'])
    const filter = data.filter().eq('b', 1)
    filter.eq('a', 1)
    expect(await idsOf(query.and(filter))).toEqual(['1', '3'])
  })

  it('what was passed to a filter can be changed later without effect', async () => {
    const { query } = seeded()
    const wanted = ['1']
    const found = query.hasSome('_id', wanted)
    wanted.push('2')
    expect(await idsOf(found)).toEqual(['1'])
  })

  it('takes a chain of or() of any length, but no nesting deeper than 50', async () => {
    const { data, query } = seeded()
    let chain = query.eq('_id', '1')
    for (let index = 0; index < 200; index++) chain = chain.or(data.filter().eq('_id', `${index}`))
    expect(await idsOf(chain)).toEqual(['1', '2', '3', '4'])
    let nested = data.filter().eq('a', 1)
    for (let index = 0; index < 50; index++) nested = data.filter().not(nested)
    await expect(query.and(nested).find()).rejects.toThrow(/^WDE0169: /)
  })
})

describe('mistakes in arguments', () => {
  it.each([
    ['eq', ['v'], 'WDE0040'],
    ['eq', ['v', 1, 2], 'WDE0040'],
    ['eq', [5, 1], 'WDE0048'],
    ['gt', ['v', true], 'WDE0045'],
    ['le', ['v', null], 'WDE0045'],
    ['between', ['v', 1], 'WDE0041'],
    ['between', ['v', 1, 'b'], 'WDE0046'],
    ['between', ['v', null, 1], 'WDE0045'],
    ['contains', ['v', 5], 'WDE0044'],
    ['startsWith', ['v', null], 'WDE0044'],
    ['endsWith', ['v', ['a']], 'WDE0044'],
    ['hasSome', ['v'], 'WDE0042'],
    ['hasSome', ['v', [true]], 'WDE0047'],
    ['hasAll', ['v', 'a', ['b']], 'WDE0047'],
    ['isEmpty', ['v', 1], 'WDE0039'],
    ['isNotEmpty', [], 'WDE0039'],
    ['and', [{}], 'WDE0049'],
    ['or', [undefined], 'WDE0049'],
    ['not', ['v'], 'WDE0049'],
    ['ascending', [5], 'WDE0051'],
    ['descending', [['a', null]], 'WDE0051'],
    ['limit', ['5'], 'WDE0032'],
    ['limit', [0], 'WDE0033'],
    ['limit', [1.5], 'WDE0035'],
    ['skip', [-1], 'WDE0034'],
    ['skip', [undefined], 'WDE0032'],
    ['fields', [5], 'WDE0051'],
    ['include', [5], 'WDE0051'],
  ] as const)('%s(%j) does not throw, the query rejects with %s', async (method, args, wde) => {
    const { data } = createWixData()
    const call = data.query('Log')[method] as (...args: readonly unknown[]) => unknown
    const query = call.apply(data.query('Log'), [...args]) as ReturnType<typeof data.query>
    const expected = dataError(wde, 'WD_VALIDATION_ERROR')
    await expect(query.find()).rejects.toMatchObject(expected)
    await expect(query.count()).rejects.toMatchObject(expected)
    await expect(query.distinct('v')).rejects.toMatchObject(expected)
  })

  it('are all told at once, those of a joined filter too', async () => {
    const { data } = createWixData()
    const query = data.query('Log').limit(0).or(data.filter().contains('v', 5))
    await expect(query.find()).rejects.toThrow(/^WDE0033: .*\nWDE0044: /)
  })

  it('in the collection or the options reject too', async () => {
    const { data } = createWixData()
    await expect(data.query(5).find()).rejects.toThrow(/^WDE0001: /)
    await expect(data.query('').find()).rejects.toThrow(/^WDE0094: /)
    await expect(data.query('Log').find(true)).rejects.toThrow(/^WDE0018: /)
    await expect(data.query('Log').distinct(5)).rejects.toThrow(/^WDE0003: /)
    await expect(data.query('Log').or(data.query('Other')).find()).rejects.toThrow(/^WDE0050: /)
  })
})

describe('count and distinct', () => {
  it('count tells all matches, whatever the page', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ a: 1 }, { a: 1 }, { a: 2 }])
    expect(await data.query('Log').eq('a', 1).limit(1).skip(1).count()).toBe(2)
    expect(host.calls[0]).toMatchObject({ method: 'query.count', result: 2 })
  })

  it('distinct gives plain values, in the order asked for', async () => {
    const { host, data } = createWixData()
    const day = new Date(5)
    host.seed('Log', [{ v: 'b' }, { v: 'a' }, { v: ['b', 'c'] }, {}, { v: null }, { d: day }])
    host.seed('Log', [{ d: new Date(5) }])
    const query = data.query('Log')
    expect(await query.distinct('v')).toMatchObject({ items: ['a', 'b', 'c'], totalCount: 3 })
    expect((await query.descending('v').limit(2).distinct('v')).items).toEqual(['c', 'b'])
    expect((await query.distinct('d')).items).toEqual([day])
    expect(host.calls[1]?.args).toEqual(['Log', { distinct: 'v', sort: [{ v: 'desc' }], limit: 2 }])
  })
})

describe('the record', () => {
  it('has the query as data, with the keys that were set', async () => {
    const { host, data } = createWixData()
    await data.query('Log').find()
    await data.query('Log').eq('memberId', 'm').gt('points', 3).find()
    const later = data.filter().hasSome('badge', ['a']).not(data.filter().isEmpty('at'))
    await data.query('Log').ge('n', 1).or(later).skip(2).limit(3).fields('n').find()
    await data.query('Log').eq('deep', { a: 1 }).include('badge').find()
    expect(host.calls.map(({ args }) => args)).toEqual([
      ['Log', {}],
      ['Log', { filter: { $and: [{ memberId: 'm' }, { points: { $gt: 3 } }] } }],
      [
        'Log',
        {
          filter: {
            $or: [
              { n: { $gte: 1 } },
              { $and: [{ badge: { $hasSome: ['a'] } }, { $not: { at: null } }] },
            ],
          },
          limit: 3,
          skip: 2,
          fields: ['n'],
        },
      ],
      ['Log', { filter: { deep: { $eq: { a: 1 } } }, include: ['badge'] }],
    ])
  })

  it('shows at most 10 of the items found', async () => {
    const { host, data } = createWixData()
    host.seed('Log', Array(60).fill({ n: 1 }))
    await data.query('Log').limit(60).find()
    const result = host.calls[0]?.result as { items: unknown[] }
    expect(result).toMatchObject({ length: 60, totalCount: 60 })
    expect(result.items).toHaveLength(10)
  })

  it('warns that references are not expanded', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ _id: '1', badge: 'b1' }])
    const { items } = await data.query('Log').include('badge').find()
    expect(items).toEqual([{ _id: '1', badge: 'b1' }])
    expect(host.warnings).toEqual(['include-not-expanded'])
  })
})
