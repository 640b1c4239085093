import { expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { withMemberShape } from '../../src/event/member-shape.js'
import { parseEventObject } from '../../src/event/parse.js'

const sample = parseEventObject(readFixture('member-created'))

test('the declared shape has contact, photo and cover', () => {
  const { entity } = withMemberShape(sample, 'v2')
  expect(entity).toHaveProperty('contact', sample.entity?.contactDetails)
  expect(entity).not.toHaveProperty('contactDetails')
  expect(Object.keys(Object(entity?.profile))).toEqual([
    'nickname',
    'slug',
    'title',
    'photo',
    'cover',
  ])
})

test('there and back is no change, not even of the order', () => {
  const back = withMemberShape(withMemberShape(sample, 'v2'), 'sample')
  expect(JSON.stringify(back)).toBe(JSON.stringify(sample))
})

test('a member that is in the shape already stays', () => {
  expect(withMemberShape(sample, 'sample')).toStrictEqual(sample)
})

test('nothing is overwritten when both names are there', () => {
  const event = { ...sample, entity: { contact: { firstName: 'A' }, contactDetails: {} } }
  expect(withMemberShape(event, 'v2')).toStrictEqual(event)
})

test('an event without a member stays', () => {
  const event = parseEventObject(readFixture('member-deleted'))
  expect(withMemberShape(event, 'v2')).toStrictEqual(event)
})
