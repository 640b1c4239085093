import { describe, expect, test } from 'vitest'
import { selectHandlers } from '../../src/runner/select.js'

const exported = (...names: string[]) =>
  names.map((name) => ({ name, position: null, bodyStart: null }))

function found(name: string, names: string[], api?: 'v3' | 'v4') {
  const selection = selectHandlers(name, exported(...names), api)
  return selection.status === 'found'
    ? selection.targets.map(({ definition, handler }) => [definition?.key ?? null, handler.name])
    : selection
}

describe('selectHandlers', () => {
  test.each([
    'assigned',
    'ASSIGNED',
    'wixBadges_onBadgeAssigned',
    'wix.badges.v3.badge_badge_assigned',
  ])('knows %s', (name) => {
    expect(found(name, ['x', 'wixBadges_onBadgeAssigned'])).toEqual([
      ['assigned', 'wixBadges_onBadgeAssigned'],
    ])
  })

  test('takes removed for unassigned', () => {
    expect(found('removed', ['wixBadges_onBadgeUnassigned'])).toEqual([
      ['unassigned', 'wixBadges_onBadgeUnassigned'],
    ])
  })

  const both = ['wixBadgesV4_onBadgeDeleted', 'wixBadges_onBadgeDeleted']
  test('takes both versions of an event, v3 first, or the one that is asked for', () => {
    const v3 = ['deleted', 'wixBadges_onBadgeDeleted']
    const v4 = ['deleted-v4', 'wixBadgesV4_onBadgeDeleted']
    expect(found('deleted', both)).toEqual([v3, v4])
    expect(found('deleted', both, 'v3')).toEqual([v3])
    expect(found('deleted', both, 'v4')).toEqual([v4])
    expect(found('deleted-v4', both)).toEqual([v4])
    expect(found('wixBadges_onBadgeDeleted', both)).toEqual([v3])
  })

  test('takes an export outside the catalog by its name', () => {
    expect(found('wixEcom_onOrderPaid', ['wixEcom_onOrderPaid'])).toEqual([
      [null, 'wixEcom_onOrderPaid'],
    ])
    expect(found('anything', ['anything'])).toEqual([[null, 'anything']])
  })

  test('names what is there when the handler is not', () => {
    expect(found('assigned', ['wixBadges_onBadgeAsigned', 'other'])).toEqual({
      status: 'no-handler',
      event: 'assigned',
      wanted: ['wixBadges_onBadgeAssigned'],
      exported: ['wixBadges_onBadgeAsigned', 'other'],
      registered: [],
      nearest: ['wixBadges_onBadgeAsigned'],
    })
  })

  test('takes a name made like a handler’s for one that is not exported', () => {
    expect(found('wixStores_onPaid', [])).toMatchObject({
      status: 'no-handler',
      wanted: ['wixStores_onPaid'],
    })
  })

  test.each([
    ['nonsense', 'EVENT_UNKNOWN'],
    ['assignment-created', 'USAGE_INVALID'],
  ])('refuses %s with %s', (name, code) => {
    expect(() => found(name, [])).toThrow(expect.objectContaining({ code }))
  })
})
