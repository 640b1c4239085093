import { expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import type { EventKey } from '../../src/catalog/index.js'
import { freshen } from '../../src/event/fresh.js'
import { parseEventObject } from '../../src/event/parse.js'

const now = new Date('2026-11-23T08:09:10.007Z')

function fixture(key: EventKey) {
  return parseEventObject(readFixture(key))
}

test('gives a new id and time, and nothing else', () => {
  const event = fixture('updated')
  const before = JSON.stringify(event)
  expect(freshen(event, { now, id: 'new', nanos: 12_034 })).toStrictEqual({
    ...event,
    metadata: { ...event.metadata, id: 'new', eventTime: '2026-11-23T08:09:10.007012034Z' },
  })
  expect(JSON.stringify(event)).toBe(before)
})

test.each<[string, string]>([
  ['2026-03-05T17:20:11.594208137Z', '2026-11-23T08:09:10.007999999Z'],
  ['2026-03-05T17:20:11.594208Z', '2026-11-23T08:09:10.007999Z'],
  ['2026-03-05T17:20:11.594Z', '2026-11-23T08:09:10.007Z'],
  ['2026-03-05T17:20:11Z', '2026-11-23T08:09:10.007999999Z'],
])('%s keeps its number of digits', (eventTime, expected) => {
  const event = fixture('assigned')
  const dated = { ...event, metadata: { ...event.metadata, eventTime } }
  expect(freshen(dated, { now, id: 'new', nanos: 999_999 }).metadata.eventTime).toBe(expected)
})

test('without nanoseconds there are zeros', () => {
  expect(freshen(fixture('assigned'), { now, id: 'x' }).metadata.eventTime).toBe(
    '2026-11-23T08:09:10.007000000Z',
  )
})

test('an event without a time gets one', () => {
  const event = parseEventObject({ metadata: {} })
  expect(freshen(event, { now, id: 'x' }).metadata).toEqual({
    id: 'x',
    eventTime: '2026-11-23T08:09:10.007000000Z',
  })
})
