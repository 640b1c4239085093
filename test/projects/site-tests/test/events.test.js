import { beforeAll, describe, expect, test } from 'vitest'
import { createEvent, effects, warnings, world } from 'badge-events/vitest'
import {
  wixBadges_onBadgeAssigned,
  wixBadges_onBadgeCreated,
  wixBadges_onBadgeUnassigned,
} from 'backend/events.js'

beforeAll(() => world.seed({ secrets: { HOOK_KEY: 'open sesame' } }))

describe('a badge that is assigned', () => {
  test('is logged', async () => {
    await wixBadges_onBadgeAssigned({ data: { memberId: 'ann' }, metadata: { id: 'e1', entityId: 'gold' } })
    expect(world).toHaveInserted('BadgeLog', { _id: 'e1', memberId: 'ann', points: 10 })
    expect(world.collection('BadgeLog')).toMatchObject([{ _id: 'e1', badgeId: 'gold' }])
  })

  test('is told to the member', async () => {
    await wixBadges_onBadgeAssigned(createEvent('anns-badge'))
    expect(world).toHaveEmailed('badgeEarned', {
      memberId: 'ann',
      variables: { text: expect.stringContaining('10 more points') },
    })
    expect(world).not.toHaveEmailed('badgeLost')
  })

  test('is told to the hook, with the secret', async () => {
    await wixBadges_onBadgeAssigned(createEvent('assigned', { set: { 'data.memberId': 'ann' } }))
    expect(world).toHaveFetched('https://hooks.example.com/*', {
      method: 'POST',
      body: { memberId: 'ann', points: 10 },
    })
  })

  test('gives more points the third time', async () => {
    world.seed({ collections: { BadgeLog: [{ memberId: 'ann' }, { memberId: 'ann' }, { memberId: 'bob' }] } })
    await wixBadges_onBadgeAssigned(createEvent('assigned.anns-third'))
    expect(effects()).toHaveInserted('BadgeLog', { points: 50 })
  })

  test('may be delivered twice', async () => {
    const event = createEvent('anns-badge')
    await expect(() => wixBadges_onBadgeAssigned(event)).toBeIdempotent()
  })

  test('calls Wix in this order', async () => {
    await wixBadges_onBadgeAssigned(createEvent('anns-badge'))
    expect(effects().map(({ module, method }) => `${module} ${method}`)).toEqual([
      'wix-data get',
      'wix-data query.find',
      'wix-data insert',
      'wix-crm-backend triggeredEmails.emailMember',
      'wix-secrets-backend getSecret',
      'wix-fetch fetch',
    ])
    expect(warnings()).toEqual([])
  })
})

test('a badge that is taken away is not handled idempotently', async () => {
  const event = createEvent('unassigned')
  await expect(() => wixBadges_onBadgeUnassigned(event)).not.toBeIdempotent()
})

test('a badge that is created carries dates, and gets into the catalog', async () => {
  const event = createEvent('created', { set: { 'entity.title': 'Night Owl' } })
  expect(event.entity._createdDate).toBeInstanceOf(Date)
  await wixBadges_onBadgeCreated(event)
  expect(world).toHaveInserted('Catalog', { title: 'Night Owl' })
})
