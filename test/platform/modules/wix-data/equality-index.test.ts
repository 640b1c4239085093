import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createWixData, type Data, idsOf } from './wix-data-api.js'

// The index is no behaviour of Wix: lookups in a large collection must find what a look at every
// item finds.

it('stays true over inserts, updates and removals in any order', async () => {
  const id = fc.integer({ min: 0, max: 6 }).map(String)
  const tag = fc.oneof(fc.constantFrom('a', 'b'), fc.constant(['a', 'b']), fc.constant(undefined))
  const step = fc.record({ action: fc.constantFrom('save', 'remove'), id, tag })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { host, data } = createWixData()
      host.seed('Log', Array(300).fill({ tag: 'other' }))
      const lookup = data.query('Log').ascending('zz').eq('tag', 'a')
      await lookup.find()
      for (const { action, id: _id, tag: value } of steps) {
        if (action === 'remove') await data.remove('Log', _id)
        else await data.save('Log', { _id, tag: value })
        const stored: Data[] = [...host.world.collection('Log').values()]
        const expected = stored.filter((item) => [item.tag].flat().includes('a'))
        expect(await idsOf(lookup)).toEqual(expected.map((item) => item._id))
      }
    }),
    { numRuns: 40 },
  )
})

it('is built anew when somebody else wrote to the collection', async () => {
  const { host, data } = createWixData()
  host.seed('Log', Array(300).fill({ tag: 'other' }))
  expect(await data.query('Log').eq('tag', 'a').count()).toBe(0)
  host.seed('Log', [{ tag: 'a' }])
  expect(await data.query('Log').eq('tag', 'a').count()).toBe(1)
})

it('is not used for built-in collections, which other modules write', async () => {
  const { host, data } = createWixData()
  host.seed('Members/Badges', Array(300).fill({ title: 'other' }))
  host.seed('Members/Badges', [{ _id: '1', title: 'old' }])
  expect(await data.query('Members/Badges').eq('title', 'new').count()).toBe(0)
  host.seed('Members/Badges', [{ _id: '1', title: 'new' }])
  expect(await data.query('Members/Badges').eq('title', 'new').count()).toBe(1)
})
