import { describe, expect, test } from 'vitest'
import { definitions, parseEventName } from '../../src/catalog/index.js'
import { eventOfFixture } from '../../src/simulation/fixture-event.js'

const keyOf = (name: string | null, eventType: string | null = null) =>
  eventOfFixture(name, eventType)?.key ?? null

describe('the event of a fixture', () => {
  test.each(definitions.map(({ key }) => key))('%s is its own, and so are its variants', (key) => {
    const variants = [key, `${key}.gold`, `${key}.2.gold`, `${key}-gold`]
    expect(variants.map((name) => keyOf(name))).toEqual([key, key, key, key])
  })

  test.each([
    ['created-v4', 'created-v4'],
    ['created-v4.gold', 'created-v4'],
    ['created.v4', 'created'],
    ['created-v4-gold', 'created-v4'],
    ['created-gold', 'created'],
    ['removed.gold', 'unassigned'],
    ['wixBadges_onBadgeAssigned', 'assigned'],
    ['wixBadges_onBadgeAssigned.gold', 'assigned'],
    ['Assigned.gold', 'assigned'],
    ['assignedgold', null],
    ['gold.assigned', null],
    ['gold', null],
  ])('%s is of %s', (name, key) => {
    expect(keyOf(name)).toBe(key)
  })

  test('is what its name says, whatever the event says', () => {
    const { webhookType } = parseEventName('deleted-v4')
    expect(keyOf('created', webhookType)).toBe('created')
    expect(keyOf('created.gold', webhookType)).toBe('created')
  })

  test('is what the event says before what a name only begins like', () => {
    const { webhookType } = parseEventName('member-updated')
    expect(keyOf('updated-member', webhookType)).toBe('member-updated')
    expect(keyOf('gold', webhookType)).toBe('member-updated')
    expect(keyOf(null, webhookType)).toBe('member-updated')
    expect(keyOf('updated-member', 'wix.stores.v1.order_created')).toBe('updated')
    expect(keyOf(null, 'wix.stores.v1.order_created')).toBe(null)
  })
})
