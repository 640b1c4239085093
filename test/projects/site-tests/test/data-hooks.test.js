import { expect, test, vi } from 'vitest'
import wixData, { query } from 'wix-data'
import { items } from '@wix/data'
import { world } from 'badge-events/vitest'

// The hooks of data.js get the mocked function too.
vi.mock('../src/backend/slug.js', async (original) => {
  const { slugOf } = await original()
  return { slugOf: vi.fn(slugOf) }
})
import { slugOf } from 'backend/slug.js'

test('a hook changes what is inserted', async () => {
  const { slug } = await wixData.insert('Catalog', { title: 'Night Owl' })
  expect(slug).toBe('night-owl')
  expect(slugOf).toHaveBeenCalledWith('Night Owl')
})

test('a hook changes what the caller gets, not what is stored', async () => {
  expect(await wixData.insert('BadgeLog', { memberId: 'ann' })).toHaveProperty('isFresh', true)
  expect(world.collection('BadgeLog')[0]).not.toHaveProperty('isFresh')
})

test('no hook runs when hooks are suppressed, or for a seed', async () => {
  world.seed({ collections: { Catalog: [{ _id: 'silver', title: 'Silver' }] } })
  const { slug } = await wixData.insert('Catalog', { title: 'Gold' }, { suppressHooks: true })
  expect(slug).toBeUndefined()
  expect(world.collection('Catalog').filter((item) => 'slug' in item)).toEqual([])
})

test('both data modules see one collection, seeded from its file', async () => {
  await items.insert('Catalog', { title: 'Iron' })
  const { items: found } = await query('Catalog').ascending('title').find()
  expect(found.map(({ title }) => title)).toEqual(['Bronze', 'Iron'])
  expect(found[0]._createdDate).toEqual(new Date('2026-01-02T03:04:05.000Z'))
})
