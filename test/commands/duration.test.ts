import { expect, test } from 'vitest'
import { parsePast } from '../../src/commands/duration.js'
import { BadgeEventsError } from '../../src/errors.js'

const now = new Date('2026-11-24T12:00:00.000Z')

test.each([
  ['45s', 45_000],
  ['30m', 1_800_000],
  ['2h', 7_200_000],
  ['1.5 h', 5_400_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
])('%s is so long ago', (text, ms) => {
  expect(parsePast(text, '--since', now).getTime()).toBe(now.getTime() - ms)
})

test('dates are in the zone they name, else in the own one', () => {
  expect(parsePast('2026-11-24T09:30:00Z', '--since', now)).toEqual(
    new Date('2026-11-24T09:30:00Z'),
  )
  expect(parsePast('2026-11-24T09:30+02:00', '--since', now)).toEqual(
    new Date('2026-11-24T07:30:00Z'),
  )
  expect(parsePast('2026-11-24', '--since', now)).toEqual(new Date(2026, 10, 24))
  expect(parsePast('2026-11-24 09:30', '--since', now)).toEqual(new Date(2026, 10, 24, 9, 30))
})

test.each([
  '',
  'yesterday',
  '2',
  '2y',
  '-2h',
  '2026-02-30',
  '2026-13-01',
  '24.11.2026',
  '9999999999999w',
])('"%s" is neither', (text) => {
  expect(() => parsePast(text, '--since', now)).toThrow(BadgeEventsError)
})
