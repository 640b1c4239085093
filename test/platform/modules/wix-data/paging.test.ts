import { describe, expect, it } from 'vitest'
import { createWixData, type Data } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data/wix-data-query-result (next, prev, hasNext, hasPrev)
// and …/wix-data-query/limit.

function seeded(count: number) {
  const { host, data } = createWixData()
  const ids = Array.from({ length: count }, (_, n) => `${n}`.padStart(4, '0'))
  host.seed(
    'Log',
    ids.map((_id) => ({ _id })),
  )
  return { host, data, ids, query: data.query('Log').ascending('_id') }
}

const idsIn = (items: readonly unknown[]) => items.map((item) => (item as Data)._id)

describe('2500 items', () => {
  it.each([
    [1000, 3],
    [999, 3],
    [100, 25],
    [50, 50],
  ])('by pages of %d, there and back', async (limit, pages) => {
    const { ids, query } = seeded(2500)
    let page = await query.limit(limit).find()
    const seen = [...page.items]
    for (let n = 1; page.hasNext(); n++) {
      page = await page.next()
      expect(page).toMatchObject({ currentPage: n, totalPages: pages, totalCount: 2500 })
      seen.push(...page.items)
    }
    expect(idsIn(seen)).toEqual(ids)

    const back = [page.items]
    while (page.hasPrev()) {
      page = await page.prev()
      back.unshift(page.items)
    }
    expect(idsIn(back.flat())).toEqual(ids)
    expect(back).toHaveLength(pages)
  })
})

describe('a page that nobody asked for to be small', () => {
  it('is warned about: 50 of more, without a limit', async () => {
    const { host, query } = seeded(51)
    await query.find()
    expect(host.warnings).toEqual(['find-cut-at-50'])
  })

  it.each([
    ['all were found', 50, (query: ReturnType<typeof seeded>['query']) => query],
    ['a limit was set', 60, (query: ReturnType<typeof seeded>['query']) => query.limit(50)],
    [
      'it goes on from some place',
      60,
      (query: ReturnType<typeof seeded>['query']) => query.skip(5),
    ],
  ])('is not, when %s', async (_when, count, change) => {
    const { host, query } = seeded(count)
    await change(query).find()
    expect(host.warnings).toEqual([])
  })
})

describe('an update that drops fields', () => {
  it('is warned about, with their names', async () => {
    const { host, data } = createWixData()
    const told: string[] = []
    host.warn = (code, message) => void told.push(`${code} ${message}`)
    host.seed('Log', [{ _id: 'a', kept: 1, lost: 2, gone: 3, _owner: 'me' }])
    await data.update('Log', { _id: 'a', kept: 1 })
    expect(told).toEqual([expect.stringMatching(/^update-dropped-fields .*a in Log .*lost, gone:/)])
  })

  it('is not, when each field is named, if only to empty it', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ _id: 'a', kept: 1, lost: 2 }])
    await data.save('Log', { _id: 'a', kept: 2, lost: undefined, more: 3 })
    await data.insert('Log', { _id: 'b' })
    expect(host.warnings).toEqual([])
  })
})

it('options are checked in every call', async () => {
  const { data } = createWixData()
  const wrong = { suppressAuth: 'yes' }
  const calls = [
    () => data.get('Log', 'a', wrong),
    () => data.insert('Log', {}, wrong),
    () => data.bulkInsert('Log', [{}], { suppressHooks: 1 }),
    () => data.query('Log').find({ consistentRead: 'no' }),
    () => data.query('Log').count(wrong),
    () => data.query('Log').distinct('a', { omitTotalCount: null }),
    () => data.aggregate('Log').run(wrong),
  ]
  for (const call of calls) await expect(call()).rejects.toThrow(/^WDE0018: /)
})
