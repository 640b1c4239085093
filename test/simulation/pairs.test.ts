import { describe, expect, test } from 'vitest'
import type { HandlerExport } from '../../src/runner/exports.js'
import { pairUp } from '../../src/simulation/pairs.js'
import { createSite } from '../cli/site.js'

const handlers = (...names: string[]): HandlerExport[] =>
  names.map((name, index) => ({ name, position: [index + 1, 1], bodyStart: null }))

/** What is paired in a site with these fixtures, and what is not. */
function pair(exports: HandlerExport[], fixtures: Record<string, string>) {
  const files = Object.entries(fixtures).map(([name, text]) => [
    `badge-events/fixtures/${name}`,
    text,
  ])
  const { pairs, unpaired } = pairUp(
    exports,
    createSite(Object.fromEntries(files)).path('badge-events'),
  )
  return {
    pairs: pairs.map(({ handler, name, path }) => {
      return `${handler.name} ${name}${path === null ? ' built-in' : ''}`
    }),
    unpaired,
  }
}

describe('pairs', () => {
  test('are each handler with each fixture of its event, and with ours where there is none', () => {
    const { pairs, unpaired } = pair(
      handlers('wixBadges_onBadgeUnassigned', 'wixBadges_onBadgeAssigned', 'helper', 'assigned'),
      { 'assigned.json': '{}', 'assigned.gold.json': '{}' },
    )
    expect(pairs).toEqual([
      'wixBadges_onBadgeUnassigned unassigned built-in',
      'wixBadges_onBadgeAssigned assigned',
      'wixBadges_onBadgeAssigned assigned.gold',
    ])
    expect(unpaired).toEqual([])
  })

  test('keep v3 and v4 apart', () => {
    const { pairs } = pair(handlers('wixBadges_onBadgeCreated', 'wixBadgesV4_onBadgeCreated'), {
      'created-v4.json': '{}',
    })
    expect(pairs).toEqual([
      'wixBadges_onBadgeCreated created built-in',
      'wixBadgesV4_onBadgeCreated created-v4',
    ])
  })

  test('are made of handlers outside the catalog by the name of the fixture alone', () => {
    const { pairs, unpaired } = pair(
      handlers('wixEcom_onOrderCreated', 'wixEcom_onOrderPaid', 'wixbadges_onbadgeassigned'),
      { 'wixEcom_onOrderCreated.json': '{}', 'wixEcom_onOrderCreated.big.json': '{}' },
    )
    expect(pairs).toEqual([
      'wixEcom_onOrderCreated wixEcom_onOrderCreated',
      'wixEcom_onOrderCreated wixEcom_onOrderCreated.big',
    ])
    expect(unpaired.map(({ name }) => name)).toEqual([
      'wixEcom_onOrderPaid',
      'wixbadges_onbadgeassigned',
    ])
  })

  test('give no handler that Wix does not call the fixture of another', () => {
    const { pairs, unpaired } = pair(handlers('wixbadges_onbadgeassigned'), {
      'wixbadges_onbadgeassigned.json': '{}',
    })
    expect(pairs).toEqual([])
    expect(unpaired.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^not in the catalog/),
      'nothing exports wixBadges_onBadgeAssigned',
    ])
  })

  test('leave nothing out in silence', () => {
    const { unpaired } = pair(handlers('wixBadges_onBadgeAssigned'), {
      'updated.json': '{}',
      'assigned-old.json': '{ "metadata":',
      'order.json':
        '{ "data": {}, "metadata": { "id": "1", "entityId": "2", "eventTime": "2026-01-01T00:00:00.000Z", "triggeredByAnonymizeRequest": false } }',
      'notes.txt': '',
    })
    expect(unpaired).toEqual([
      {
        name: 'assigned-old.json',
        reason: expect.stringMatching(/^assigned-old\.json is not valid JSON/),
        isBroken: true,
      },
      {
        name: 'order.json',
        reason: 'neither its name nor its content says which event it is',
        isBroken: false,
      },
      { name: 'updated.json', reason: 'nothing exports wixBadges_onBadgeUpdated', isBroken: false },
    ])
  })
})
