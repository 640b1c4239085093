import { describe, expect, test } from 'vitest'
import { hasCode } from '../../src/doctor/finding.js'
import { siteWith } from '../cli/site.js'
import { examine, examineCode } from './examine.js'

/** A handler and what doctor says about its one line. */
const cases: [handler: string, code: string, expected: string[]][] = [
  ['onBadgeAssigned', 'event.entity._id', ['event-entity-absent']],
  ['onBadgeAssigned', 'event.data.memberId', []],
  ['onBadgeAssigned', "event['entity'].title", ['event-entity-absent']],
  ['onBadgeAssigned', 'event.entity?._id', []],
  ['onBadgeAssigned', 'event.entity && event.entity._id', []],
  ['onBadgeAssigned', 'event.data ?? event.entity', []],
  ['onBadgeAssigned', 'if (event.entity) use(event.entity.title)', []],
  ['onBadgeAssigned', 'const { entity: { title } } = event', ['event-entity-absent']],
  ['onBadgeAssigned', 'const { entity = {} } = event', []],
  ['onBadgeAssigned', 'const { ...rest } = event; use(rest.entity)', []],
  ['onBadgeAssigned', 'const e = event; const d = e.data; use(d.badgeId)', ['event-key-unknown']],
  ['onBadgeAssigned', 'event.hasOwnProperty("entity")', []],
  ['onBadgeAssigned', 'event[key]', []],
  ['onBadgeAssigned', 'list.map((event) => event.entity)', []],
  ['onBadgeAssigned', 'list.map((item) => event.id)', ['event-id-misplaced']],
  ['onBadgeAssigned', 'event.metadata.eventTime.toISOString()', ['event-time-as-date']],
  ['onBadgeAssigned', 'event.metadata.eventTime.toString()', []],
  ['onBadgeAssigned', 'event.metadata.eventTime.getTime', []],
  ['onBadgeAssigned', 'const { metadata: { id, identity } } = event', ['metadata-key-unknown']],
  ['onBadgeCreated', 'event.data.title', ['event-data-absent']],
  ['onBadgeCreated', 'event.entity.title', []],
  ['onBadgeDeleted', 'event.entity.title', ['event-entity-absent']],
  ['onBadgeDeleted', 'event.metadata.entityId', []],
  ['onBadgeDeleted', 'const { metadata: { _id } } = event', ['metadata-id-misnamed']],
]

test.each(cases)('%s: %s', async (handler, code, expected) => {
  const found = await examineCode(`export function wixBadges_${handler}(event) {\n${code}\n}`)
  expect(found.map((line) => line.replace(/ \d+:\d+$/, ''))).toEqual(expected)
})

describe('functions that several handlers share', () => {
  const handlers = (body: string) => `
export const wixBadges_onBadgeAssigned = (event) => save(event)
export const wixBadges_onBadgeCreated = (event) => save(event)
function save(event) { ${body} }`

  test('may read what one of them has', async () => {
    expect(await examineCode(handlers('use(event.data, event.entity)'))).toEqual([])
  })

  test('may not read what none has', async () => {
    expect(await examineCode(handlers('use(event.metadata._id)'))).toEqual([
      'metadata-id-misnamed 4:43',
    ])
  })

  test('get parts of the event under other names', async () => {
    const code = `export const wixBadges_onBadgeAssigned = (event) => log(1, event.metadata)
function log(level, { _id }) { use(_id) }`
    expect(await examineCode(code)).toEqual(['metadata-id-misnamed 2:23'])
  })

  test('that call themselves are read once', async () => {
    const code = `export const wixBadges_onBadgeAssigned = (event) => again(event)
function again(event) { if (event.id) again(event); again(event); use(event.id) }`
    expect(await examineCode(code)).toEqual([])
  })
})

test('a mistake that is made again and again is told once, another field is another mistake', async () => {
  const code = `export function wixBadges_onBadgeAssigned(event) {
  use(event._id, event._id, event.memberId, event.memberId, event.badgeId)
}`
  expect(await examineCode(code)).toEqual([
    'event-id-misplaced 2:13',
    'event-key-unknown 2:35',
    'event-key-unknown 2:67',
  ])
})

test('where the badge and the member are is said for each name', async () => {
  const site = siteWith(`export function wixBadges_onBadgeAssigned(event) {
  use(event.memberId, event.badgeId, event.data.badge, event.time, event.other)
}`)
  const found = await examine(site)
  expect(found.map((finding) => hasCode(finding, 'event-key-unknown') && finding.args.use)).toEqual(
    [
      'event.data.memberId',
      'event.metadata.entityId',
      'event.metadata.entityId',
      'event.metadata.eventTime',
      null,
    ],
  )
})

test('events of other apps have shapes of their own', async () => {
  const code = `export function wixCrm_onContactCreated(event) { use(event.entityId, event.id) }`
  expect(await examineCode(code)).toEqual([])
})
