import { describe, expect, test } from 'vitest'
import { simulate } from 'badge-events'
import wixData from 'wix-data'
import { orders } from 'wix-ecom-backend'
import { effects, failNext, warnings, world } from 'badge-events/vitest'
import { logBadge } from 'backend/badges.jsw'
import { balance } from 'backend/rewards.js'

describe('the world', () => {
  test.each([1, 2])('is a new one in test %i', async () => {
    await wixData.insert('Catalog', { title: 'Silver' })
    expect(world.collection('Catalog')).toHaveLength(2)
    expect(effects()).toHaveLength(1)
  })

  test('has the members, badges and contacts of the data files', () => {
    world.seed({ members: [{ _id: 'cid' }], contacts: [{ _id: 'dora' }] })
    expect(world.members().map(({ _id }) => _id)).toEqual(['ann', 'bob', 'cid'])
    expect(world.badges()).toMatchObject([{ _id: 'gold', title: 'Gold' }])
    expect(world.contacts().map(({ _id }) => _id)).toContain('dora')
  })
})

describe('a call', () => {
  test('fails once when it is to', async () => {
    failNext('wix-data.insert', Object.assign(new Error('WDE0028: timeout'), { code: 'WDE0028' }))
    await expect(logBadge({ metadata: { id: 'e1' } }, {})).rejects.toThrow('WDE0028')
    await logBadge({ metadata: { id: 'e1' } }, {})
    expect(effects().map(({ outcome }) => outcome)).toEqual(['rejected', 'resolved'])
  })

  test('tells the line that made it', async () => {
    await logBadge({ metadata: { id: 'e1' } }, {})
    expect(effects()[0].place).toMatchObject({ file: 'src/backend/badges.jsw', line: 8 })
  })

  test("is answered by the site's own double", async () => {
    expect(await balance('ann')).toBe(42)
  })

  test('that no double knows is recorded', async () => {
    expect(await orders.getOrder('1')).toBeUndefined()
    expect(effects()).toMatchObject([{ module: 'wix-ecom-backend', method: 'orders.getOrder' }])
    expect(warnings()[0].code).toBe('no-double:wix-ecom-backend.orders.getOrder')
  })

  test('of the global fetch is not sent', async () => {
    expect(await (await fetch('https://rates.example.com/now')).json()).toEqual({ rate: 1.5 })
    expect((await fetch('https://example.com/')).status).toBe(200)
    expect(world).toHaveFetched(/example\.com/)
  })
})

test('simulate runs the handler in a thread of its own', async () => {
  const result = await simulate('assigned', { fixture: 'anns-badge', secrets: { HOOK_KEY: 'k' } })
  expect(result.status).toBe('passed')
  expect(result).toHaveInserted('BadgeLog', { memberId: 'ann' })
  expect(result).toHaveFetched('https://hooks.example.com/*')
})
