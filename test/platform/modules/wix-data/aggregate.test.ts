import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWixData, type Data, dataError } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data/wix-data-aggregate (each method, and the samples of
// run() for the shape of the items).

const cities = [
  { _id: '1', city: 'Rome', year: 2009, people: 10 },
  { _id: '2', city: 'Rome', year: 2010, people: 20 },
  { _id: '3', city: 'Oslo', year: 2009, people: 3 },
  { _id: '4', city: 'Oslo', year: 2010 },
]

function seeded() {
  const { host, data } = createWixData()
  host.seed('Cities', cities)
  return { host, data, aggregate: data.aggregate('Cities') }
}

describe('the items', () => {
  it('have the value of the one key as their id, and not again', async () => {
    const { items } = await seeded().aggregate.group('city').sum('people').run()
    expect(items).toEqual([
      { _id: 'Rome', peopleSum: 30 },
      { _id: 'Oslo', peopleSum: 3 },
    ])
  })

  it('have several keys as an object, and each of them once more', async () => {
    const { items } = await seeded().aggregate.group('city', 'year').count().run()
    expect(items[0]).toEqual({
      _id: { city: 'Rome', year: 2009 },
      city: 'Rome',
      year: 2009,
      count: 1,
    })
  })

  it('name each value by field and function, or as asked', async () => {
    const { aggregate } = seeded()
    const all = aggregate.avg('people').sum('people').min('people').max('people').count()
    expect((await all.run()).items).toEqual([
      { _id: '0', peopleAvg: 11, peopleSum: 33, peopleMin: 3, peopleMax: 20, count: 4 },
    ])
    expect((await aggregate.sum('people', 'total').run()).items).toEqual([{ _id: '0', total: 33 }])
  })
})

describe('what is counted', () => {
  it('filter() chooses items, having() groups', async () => {
    const { data, aggregate } = seeded()
    const recent = aggregate.filter(data.filter().eq('year', 2010)).group('city').count()
    expect((await recent.run()).items).toEqual([
      { _id: 'Rome', count: 1 },
      { _id: 'Oslo', count: 1 },
    ])
    const large = aggregate.group('city').sum('people').having(data.filter().gt('peopleSum', 5))
    expect((await large.run()).items).toEqual([{ _id: 'Rome', peopleSum: 30 }])
  })

  it('sorts by keys and values, and gives pages', async () => {
    const { host, aggregate } = seeded()
    const byCity = aggregate.group('city').sum('people').ascending('city')
    expect((await byCity.run()).items).toMatchObject([{ _id: 'Oslo' }, { _id: 'Rome' }])
    const first = await aggregate.group('year').max('people').descending('peopleMax').limit(1).run()
    expect(first).toMatchObject({ items: [{ _id: 2010, peopleMax: 20 }], length: 1 })
    expect(first.hasNext()).toBe(true)
    const second = await first.next()
    expect(second.items).toEqual([{ _id: 2009, peopleMax: 10 }])
    await expect(second.next()).rejects.toMatchObject(dataError('WDE0165', 'WD_VALIDATION_ERROR'))
    expect(host.calls[1]).toMatchObject({
      method: 'aggregate.run',
      args: [
        'Cities',
        { group: ['year'], peopleMax: { max: 'people' }, sort: [{ peopleMax: 'desc' }], limit: 1 },
      ],
    })
  })

  it('gives 50 groups unless told otherwise', async () => {
    const { host, data } = createWixData()
    for (let n = 0; n < 60; n++) host.seed('Log', [{ n }])
    const aggregate = data.aggregate('Log').group('n')
    expect((await aggregate.run()).items).toHaveLength(50)
    expect((await aggregate.limit(60).skip(5).run()).items).toHaveLength(55)
    await expect(aggregate.limit(1001).run()).rejects.toThrow(/^WDE0077: /)
  })

  it('gives copies, whatever a value is', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ at: new Date(5) }])
    const { items } = await data.aggregate('Log').max('at').run()
    const [item] = items as { atMax: Date }[]
    item?.atMax.setTime(0)
    expect(await data.query('Log').eq('at', new Date(5)).count()).toBe(1)
  })
})

describe('mistakes', () => {
  it('are told when it runs', async () => {
    const { data, aggregate } = seeded()
    const filter = data.filter().eq('year', 2010)
    const wrong = [
      [aggregate.filter({}), 'WDE0011'],
      [aggregate.having(undefined), 'WDE0011'],
      [aggregate.filter(filter).filter(filter), 'WDE0012'],
      [aggregate.group('city').group('year'), 'WDE0013'],
      [aggregate.group(5), 'WDE0051'],
      [aggregate.sum(5), 'WDE0048'],
      [aggregate.descending(5), 'WDE0051'],
      [aggregate.limit(0), 'WDE0033'],
      [aggregate.skip(-1), 'WDE0034'],
      [aggregate.filter(data.filter().contains('city', 5)), 'WDE0044'],
      [data.aggregate(5), 'WDE0001'],
    ] as const
    for (const [one, wde] of wrong) {
      await expect(one.run()).rejects.toMatchObject(dataError(wde, 'WD_VALIDATION_ERROR'))
    }
    await expect(aggregate.run(true)).rejects.toThrow(/^WDE0018: /)
  })
})

it('sums up what a naive reading sums up', async () => {
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom('a', undefined, null))
  const item = fc.record({
    k: fc.constantFrom('x', 'y', 1, null),
    l: fc.integer({ max: 2, min: 1 }),
    v: value,
  })
  const keys = fc.constantFrom<string[]>([], ['k'], ['k', 'l'])
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 12 }),
      keys,
      fc.boolean(),
      async (all, by, few) => {
        const { host, data } = createWixData()
        host.seed('Log', all)
        let aggregate = data.aggregate('Log').sum('v').avg('v').count()
        if (by.length > 0) aggregate = aggregate.group(...by)
        if (few) aggregate = aggregate.having(data.filter().gt('count', 1)).descending('count')

        const groups = groupBy(all, (one) => JSON.stringify(by.map((key) => one[key])))
        let expected = [...groups].map(([key, items]) => {
          const numbers = items.map(({ v }) => v).filter((v) => typeof v === 'number')
          const vSum = numbers.reduce((a, b) => a + b, 0)
          const [only, ...more] = JSON.parse(key)
          const named = Object.fromEntries(by.map((name, index) => [name, JSON.parse(key)[index]]))
          return {
            ...(more.length > 0 && named),
            _id: by.length === 0 ? '0' : more.length > 0 ? named : only,
            vSum,
            vAvg: numbers.length > 0 ? vSum / numbers.length : null,
            count: items.length,
          }
        })
        if (few) expected = expected.filter(({ count }) => count > 1)
        const { items } = await aggregate.run()
        expect(items).toHaveLength(expected.length)
        expect(items).toEqual(expect.arrayContaining(expected))
        if (few) {
          const counts = items.map((one) => (one as { count: number }).count)
          expect(counts).toEqual(counts.toSorted((a, b) => b - a))
        }
      },
    ),
    { numRuns: 200 },
  )
})

function groupBy(items: readonly Data[], keyOf: (item: Data) => string): Map<string, Data[]> {
  const groups = new Map<string, Data[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
