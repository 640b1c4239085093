import { describe, expect, it } from 'vitest'
import { createItems, createWixData, type Data } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data/wix-data-filter/eq, …/between, …/has-some and
// dev.wix.com/docs/velo/apis/wix-data/wix-data-search/is-empty.

function createRanks(...items: Data[]) {
  const { host, data } = createWixData()
  host.seed('Ranks', items)
  return { host, query: data.query('Ranks'), data }
}

const warningsAfter = async (
  { host }: ReturnType<typeof createRanks>,
  run: Promise<unknown>,
): Promise<string[]> => {
  await run
  return host.warnings
}

describe('a text that differs in upper and lower case only', () => {
  const gold = { _id: '1', title: 'Gold', tags: ['Top', 'New'], meta: { name: 'Au' } }

  it.each<[string, (query: ReturnType<typeof createRanks>['query']) => Promise<unknown>]>([
    ['eq', (query) => query.eq('title', 'gold').find()],
    ['eq on a list', (query) => query.eq('tags', 'TOP').find()],
    ['eq on a path', (query) => query.eq('meta.name', 'au').find()],
    ['hasSome', (query) => query.hasSome('title', ['silver', 'GOLD']).find()],
    ['hasSome on a list', (query) => query.hasSome('tags', 'none', 'new').find()],
    ['eq beside another filter', (query) => query.eq('title', 'gold').eq('_id', '1').find()],
    ['eq in an or', (query) => query.eq('_id', '2').or(query.eq('title', 'GOLD')).find()],
    ['count', (query) => query.eq('title', 'gold').count()],
    ['distinct', (query) => query.eq('title', 'gold').distinct('title')],
  ])('is told where %s found nothing', async (_title, run) => {
    const ranks = createRanks(gold)
    expect(await warningsAfter(ranks, run(ranks.query))).toEqual(['query-case'])
  })

  it.each<[string, (query: ReturnType<typeof createRanks>['query']) => Promise<unknown>]>([
    ['something was found', (query) => query.hasSome('title', ['Gold', 'SILVER']).find()],
    ['no text is alike', (query) => query.eq('title', 'golden').find()],
    ['another filter leaves it out', (query) => query.eq('title', 'gold').eq('_id', '2').find()],
    ['the filter is negated', (query) => query.eq('_id', '2').not(query.eq('title', 'x')).find()],
    ['case does not matter', (query) => query.contains('title', 'GOLD').eq('_id', '2').find()],
    ['the value is no text', (query) => query.eq('title', 7).find()],
    ['nothing is filtered', (query) => query.skip(5).find()],
  ])('is not told where %s', async (_title, run) => {
    const ranks = createRanks(gold, { _id: '3', title: 'SILVER' })
    expect(await warningsAfter(ranks, run(ranks.query))).toEqual([])
  })

  it('is told by @wix/data too', async () => {
    const { host, items } = createItems()
    host.seed('Ranks', [gold])
    await items.query('Ranks').in('title', ['gold']).find()
    expect(host.warnings).toEqual(['query-case'])
  })

  it('is not told of ids that Wix makes, which nobody types', async () => {
    const id = 'a54b3cf2-3333-4d3a-9f4c-1b2d3e4f5a6b'
    const ranks = createRanks({ _id: '1', memberId: id })
    const run = ranks.query.eq('memberId', id.toUpperCase()).find()
    expect(await warningsAfter(ranks, run)).toEqual([])
  })

  it('is looked for among many items, and no more after many searches', async () => {
    const others = Array.from({ length: 500 }, (_, index) => ({ title: `rank ${index}` }))
    const ranks = createRanks(...others, gold)
    expect(await warningsAfter(ranks, ranks.query.eq('title', 'gold').find())).toEqual([
      'query-case',
    ])
    ranks.host.warnings.length = 0
    for (let run = 0; run < 50; run++) await ranks.query.eq('title', `none ${run}`).find()
    expect(await warningsAfter(ranks, ranks.query.eq('title', 'gold').find())).toEqual([])
  })
})

describe('an empty text', () => {
  it('is told where isEmpty left it out', async () => {
    const ranks = createRanks({ note: '' }, { note: null }, {}, { note: 'x' })
    const result = await ranks.query.isEmpty('note').find()
    expect(result.items).toHaveLength(2)
    expect(ranks.host.warnings).toEqual(['empty-text'])
  })

  it.each<[string, Data[], (ranks: ReturnType<typeof createRanks>) => Promise<unknown>]>([
    ['there is none', [{ note: null }, {}], ({ query }) => query.isEmpty('note').find()],
    ['null was asked for', [{ note: '' }], ({ query }) => query.eq('note', null).find()],
    [
      'it was asked for as well',
      [{ note: '' }, {}],
      ({ query }) => query.isEmpty('note').or(query.eq('note', '')).find(),
    ],
    [
      'another filter leaves it out',
      [{ note: '', n: 1 }, { n: 2 }],
      ({ query }) => query.isEmpty('note').eq('n', 2).find(),
    ],
    ['isNotEmpty finds it', [{ note: '' }], ({ query }) => query.isNotEmpty('note').find()],
  ])('is not told where %s', async (_title, items, run) => {
    const ranks = createRanks(...items)
    expect(await warningsAfter(ranks, run(ranks))).toEqual([])
  })
})

describe('the end of a range', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['a number', 1, 5, 5],
    ['a text', 'a', 'e', 'e'],
    ['a date', new Date(1), new Date(5), new Date(5)],
  ])('is told where between left out %s that is equal to it', async (_title, from, to, value) => {
    const ranks = createRanks({ points: value })
    const run = ranks.query.between('points', from, to).find()
    expect(await warningsAfter(ranks, run)).toEqual(['between-end'])
  })

  it('is told although other items were found', async () => {
    const ranks = createRanks({ points: 1 }, { points: 5 })
    const run = ranks.query.between('points', 1, 5).count()
    expect(await warningsAfter(ranks, run)).toEqual(['between-end'])
  })

  it.each<[string, (ranks: ReturnType<typeof createRanks>) => Promise<unknown>]>([
    ['no item is equal to it', ({ query }) => query.between('points', 0, 4).find()],
    ['it was left out by lt', ({ query }) => query.ge('points', 1).lt('points', 5).find()],
    [
      'another filter leaves it out',
      ({ query }) => query.between('points', 1, 5).eq('n', 1).find(),
    ],
    [
      'another range has it',
      ({ query }) =>
        query
          .between('points', 1, 5)
          .or(query.between('points', 5, 9))
          .find(),
    ],
  ])('is not told where %s', async (_title, run) => {
    const ranks = createRanks({ points: 1, n: 1 }, { points: 5, n: 2 })
    expect(await warningsAfter(ranks, run(ranks))).toEqual([])
  })
})
