import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { BadgeEventsError } from '../../src/errors.js'
import { findFixture, listFixtures, readFixtureFile } from '../../src/simulation/fixture.js'
import { createSite } from '../cli/site.js'

const event = (memberId: string, metadata = {}): string => {
  const fixture = readFixture('assigned') as { metadata: object }
  return JSON.stringify({
    ...fixture,
    data: { memberId },
    metadata: { ...fixture.metadata, ...metadata },
  })
}

const unassigned = { entityFqdn: 'wix.badges.v3.badge', slug: 'badge_unassigned' }

const site = () =>
  createSite({
    'badge-events/fixtures/assigned.gold.json': event('ann'),
    'badge-events/fixtures/anns-badge.json': event('ben', unassigned),
    'badge-events/fixtures/broken.json': '{',
    'badge-events/fixtures/wixStores_onOrderPaid.json': event('cy'),
    'badge-events/fixtures/notes.txt': 'no fixture',
    'my/created.json': event('dan', unassigned),
  })

describe('a fixture', () => {
  test('of the site is found by its name, with the event that the name says', () => {
    const { root: cwd, path } = site()
    expect(findFixture('assigned.gold', { cwd, folder: path('badge-events') })).toMatchObject({
      event: { data: { memberId: 'ann' } },
      definition: { key: 'assigned' },
      eventType: null,
      source: 'badge-events/fixtures/assigned.gold.json',
      file: path('badge-events/fixtures/assigned.gold.json'),
      isOurs: false,
    })
  })

  test('says itself which event it is, where its name does not', () => {
    const { root: cwd, path } = site()
    const found = findFixture('anns-badge', { cwd, folder: path('badge-events') })
    expect(found.definition?.key).toBe('unassigned')
    expect(found.eventType).toBe('wix.badges.v3.badge_badge_unassigned')
  })

  test('is read from any path', () => {
    const { root: cwd } = site()
    const found = findFixture('my/created.json', { cwd, folder: null })
    expect(found).toMatchObject({ definition: { key: 'created' }, source: 'my/created.json' })
    expect(found.event.data).toEqual({ memberId: 'dan' })
  })

  test('that ships stands in for one that the site does not have', () => {
    const { root: cwd, path } = site()
    const found = findFixture('removed', { cwd, folder: path('badge-events') })
    expect(found).toMatchObject({ definition: { key: 'unassigned' }, file: null, isOurs: true })
  })

  test('never stands in for a variant', () => {
    const { root: cwd, path } = site()
    const error = caught(() =>
      findFixture('assigned.silver', { cwd, folder: path('badge-events') }),
    )
    expect(error.code).toBe('FIXTURE_NOT_FOUND')
    expect(error.hint).toContain('assigned.gold')
    const outside = caught(() => findFixture('assigned.silver', { cwd, folder: null }))
    expect(outside.hint).toContain('badge-events generate assigned')
    expect(caught(() => findFixture('asigned', { cwd, folder: null })).code).toBe('EVENT_UNKNOWN')
  })
})

describe('the fixtures of a site', () => {
  test('are all there are, by name', () => {
    const { path } = site()
    const listed = listFixtures(path('badge-events'))
    expect(listed.map(({ name, definition }) => [name, definition?.key ?? null])).toEqual([
      ['anns-badge', 'unassigned'],
      ['assigned.gold', 'assigned'],
      ['broken', null],
      ['wixStores_onOrderPaid', null],
    ])
    expect(readFixtureFile(listed[1]?.path ?? '').event.data).toEqual({ memberId: 'ann' })
  })

  test('are none without the folder', () => {
    expect(listFixtures(createSite({}).path('badge-events'))).toEqual([])
  })
})

function caught(run: () => unknown): BadgeEventsError {
  try {
    run()
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
  }
  throw new Error('nothing was thrown')
}
