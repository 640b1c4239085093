import { afterEach, expect, test, vi } from 'vitest'
import wixData from 'wix-data'
import * as secrets from 'wix-secrets-backend'
import { badges } from 'wix-members.v2'
import { effects, warnings, world } from 'badge-events/vitest'
import { logBadge } from 'backend/badges.jsw'
import { promote } from 'backend/rewards.js'

afterEach(() => vi.restoreAllMocks())

test('a method of a double is watched', async () => {
  const insert = vi.spyOn(wixData, 'insert')
  await logBadge({ metadata: { id: 'e1' } }, { memberId: 'ann' })
  expect(insert).toHaveBeenCalledOnce()
  expect(insert).toHaveBeenCalledWith('BadgeLog', expect.objectContaining({ memberId: 'ann' }))
  expect(world.collection('BadgeLog')).toHaveLength(1)
})

test('a method of a double is replaced', async () => {
  vi.spyOn(wixData, 'insert').mockRejectedValue(new Error('no space'))
  await expect(logBadge({ metadata: { id: 'e1' } }, {})).rejects.toThrow('no space')
  expect(effects()).toEqual([])
})

test('a function of a namespace is replaced', async () => {
  vi.spyOn(secrets, 'getSecret').mockResolvedValue('42')
  expect(await secrets.getSecret('ANSWER')).toBe('42')
})

test('a member of a service is watched', async () => {
  const get = vi.spyOn(badges, 'getBadge')
  expect((await badges.getBadge('gold')).title).toBe('Gold')
  expect(get).toHaveBeenCalledOnce()
})

test('a function that was elevated when its file was loaded works in this world', async () => {
  await promote('ann')
  expect(world.assignments()).toMatchObject([
    { badgeId: 'gold', memberId: 'bob' },
    { badgeId: 'gold', memberId: 'ann' },
  ])
  expect(warnings()).toEqual([])
})
