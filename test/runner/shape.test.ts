import { describe, expect, test } from 'vitest'
import type { EventObject } from '../../src/event/types.js'
import { createShaper } from '../../src/runner/shape.js'

const eventId = '4c8a1f3e-0b52-4d1c-9a37-6f0e2b7c9d10'
const memberId = 'ff20c02e-6d3f-4a70-9a35-0d6a0f1b6a01'
const badgeId = '348b66e1-7c1f-45d0-8a52-3f7a3b0e9c02'
const newId = '0b2f7e1d-ea6b-4963-96f8-28137ee311a4'
const otherId = '77777777-ea6b-4963-96f8-28137ee311a4'
const now = new Date('2026-07-30T10:11:12.345Z')

const event: EventObject = {
  data: { memberId, joined: '2024-05-06T07:08:09.010Z' },
  metadata: {
    id: eventId,
    entityId: badgeId,
    eventTime: '2025-03-04T05:06:07.123456789Z',
    triggeredByAnonymizeRequest: false,
  },
}
const shape = createShaper([], { event, now })

describe('a shaper', () => {
  test.each([
    ['the id of the event', eventId, '<event.metadata.id>'],
    ['within a text', `log-${eventId}`, 'log-<event.metadata.id>'],
    ['without dashes', `log_${eventId.replaceAll('-', '')}`, 'log_<event.metadata.id>'],
    ['the member', memberId, memberId],
    ['the badge, in capitals', badgeId.toUpperCase(), badgeId.toUpperCase()],
    ['a new id', newId, '<id>'],
    ['a new id without dashes', `a_${newId.replaceAll('-', '')}.png`, 'a_<id>.png'],
    ['a hash', 'a'.repeat(64), 'a'.repeat(64)],
    ['two ids in a text', `${memberId}-${newId}`, `${memberId}-<id>`],
    ['the time of the event', '2025-03-04T05:06:07.123456789Z', '<event.metadata.eventTime>'],
    ['as a date', new Date('2025-03-04T05:06:07.123Z'), '<event.metadata.eventTime>'],
    ['with an offset', '2025-03-04T07:06:07.123+02:00', '<event.metadata.eventTime>'],
    ['another time of the event', '2024-05-06T07:08:09.010Z', '2024-05-06T07:08:09.010Z'],
    ['another instant', 'at 2026-07-30T10:11:12.000Z!', 'at <time>!'],
    ['an instant as Date prints it', String(now), '<time>'],
    ['an instant in UTC', now.toUTCString(), '<time>'],
    ['a date', now, '<time>'],
    ['the day of the run', 'on 2026-07-30', 'on <time>'],
    ['another day', '2026-07-01', '2026-07-01'],
    ['a time that is none', '2026-99-99T10:00:00Z', '2026-99-99T10:00:00Z'],
    ['ms', now.getTime() - 5, '<time>'],
    ['ms of next month', now.getTime() + 30 * 86_400_000, '<time>'],
    ['ms within a text', `n-${now.getTime()}`, 'n-<time>'],
    ['a number', 1_700_000, 1_700_000],
    ['ms of long ago', 1_000_000_000_000, 1_000_000_000_000],
    ['a broken number of ms', now.getTime() + 0.5, now.getTime() + 0.5],
    ['null', null, null],
    ['nothing', undefined, null],
    ['true', true, true],
  ])('writes %s', (_title, value, expected) => {
    expect(shape(value)).toBe(expected)
  })

  test('goes into objects and arrays, keys too, and keeps two ids two', () => {
    const value = {
      list: [{ _id: newId, member: memberId }],
      [newId]: 1,
      [otherId]: 2,
      gone: undefined,
    }
    expect(shape(value)).toEqual({
      list: [{ _id: '<id>', member: memberId }],
      '<id>': 1,
      '<id> 2': 2,
    })
  })

  test('keeps what the run starts with, wherever it stands there', () => {
    const known = [
      [{ _id: newId, at: new Date('2026-07-29T00:00:00.000Z') }],
      `const badge = '${otherId}' // since 2026-07-28T00:00:00Z`,
      { limit: now.getTime() },
    ]
    const knowing = createShaper(known, { now })
    for (const value of [newId, otherId, '2026-07-29T00:00:00.000Z', '2026-07-28T00:00:00Z']) {
      expect(knowing(value)).toBe(value)
    }
    expect(knowing(now.getTime())).toBe(now.getTime())
    expect(knowing(eventId)).toBe('<id>')
  })

  test('knows an event id that is no GUID, but not within words', () => {
    const metadata = { ...event.metadata, id: 'evt.1' }
    const named = createShaper([], { event: { ...event, metadata } })
    expect(named('evt.1')).toBe('<event.metadata.id>')
    expect(named('log-evt.1/x')).toBe('log-<event.metadata.id>/x')
    expect(named('evt.12 evtx1 myevt.1')).toBe('evt.12 evtx1 myevt.1')
  })

  test('leaves numbers and days alone when it does not know when the run was', () => {
    const timeless = createShaper([])
    expect(timeless([now.getTime(), '2026-07-30', String(now.getTime())])).toEqual([
      now.getTime(),
      '2026-07-30',
      String(now.getTime()),
    ])
  })

  test('writes the same for the same code in another run', () => {
    const inserted = (id: string, at: Date, input: EventObject) => ({
      _id: `log-${input.metadata.id}`,
      ref: id,
      at: at.toISOString(),
      age: at.getTime(),
    })
    const again = { ...event, metadata: { ...event.metadata, id: otherId } }
    const later = new Date(now.getTime() + 3_600_000)
    expect(
      createShaper([], { event: again, now: later })(inserted(memberId, later, again)),
    ).toEqual(shape(inserted(memberId, now, event)))
  })
})
