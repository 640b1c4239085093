import { expect, test, vi } from 'vitest'
import wixData from 'wix-data'
import { badges } from 'wix-members.v2'
import { currency } from 'wix-pay-backend'
import { world } from 'badge-events/vitest'
import { isLogged, logBadge } from 'backend/badges.jsw'

vi.mock('wix-data', async (original) => {
  const real = await original()
  return { ...real, default: { ...real.default, get: vi.fn(async () => ({ _id: 'anything' })) } }
})
vi.mock('wix-members.v2')
vi.mock('wix-pay-backend', () => ({ currency: 'EUR' }))

test('a part of a module is mocked, the rest is the double', async () => {
  const event = { metadata: { id: 'e1' } }
  expect(await isLogged(event)).toBe(true)
  await logBadge(event, { memberId: 'ann' })
  expect(wixData.get).toHaveBeenCalledWith('BadgeLog', 'e1')
  expect(world).toHaveInserted('BadgeLog', { memberId: 'ann' })
})

test('a whole module is mocked', async () => {
  expect(vi.isMockFunction(badges.assignBadge)).toBe(true)
  expect(await badges.assignBadge('gold', ['ann'])).toBeUndefined()
  expect(currency).toBe('EUR')
})
