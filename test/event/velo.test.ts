import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import type { EventKey } from '../../src/catalog/index.js'
import { parseEventObject } from '../../src/event/parse.js'
import { fromVelo, toVelo } from '../../src/event/velo.js'

function fixture(key: EventKey) {
  return parseEventObject(readFixture(key))
}

describe('toVelo', () => {
  test('metadata has exactly the four keys, the time as text', () => {
    const { metadata } = toVelo(fixture('assignment-created'))
    expect(metadata).toStrictEqual({
      id: 'b61a98a3-b7c3-4246-8575-c6a051c982e1',
      entityId: 'b375a5ee-3f54-4c94-afa4-4e48a3271e0e',
      eventTime: '2026-03-05T17:20:11.590417826Z',
      triggeredByAnonymizeRequest: false,
    })
  })

  test('an action event has data only', () => {
    const event = toVelo(fixture('assigned'))
    expect(Object.keys(event)).toEqual(['data', 'metadata'])
    expect(event.data).toStrictEqual({ memberId: '5f9b9f25-01cc-4ec2-bd1b-5a7b401c7783' })
  })

  test('the dates of an entity are dates', () => {
    const { entity } = toVelo(fixture('created'))
    expect(entity).toMatchObject({
      _createdDate: new Date('2026-03-02T10:15:20.118Z'),
      _updatedDate: new Date('2026-03-02T10:15:20.118Z'),
      title: 'Super Contributor',
    })
  })

  test('nested dates are dates, but not what a site owner named so', () => {
    const text = '2026-03-02T10:15:20.118Z'
    const event = {
      ...fixture('member-created'),
      entity: {
        lastLoginDate: text,
        list: [{ _updatedDate: text }],
        birthdate: '2000-01-01',
        nested: { customFields: { _createdDate: text }, _createdDate: text },
        extendedFields: { namespaces: { _createdDate: text } },
      },
    }
    expect(toVelo(event).entity).toStrictEqual({
      lastLoginDate: new Date(text),
      list: [{ _updatedDate: new Date(text) }],
      birthdate: '2000-01-01',
      nested: { customFields: { _createdDate: text }, _createdDate: new Date(text) },
      extendedFields: { namespaces: { _createdDate: text } },
    })
  })

  test('a date that is none stays as it is', () => {
    const entity = { _createdDate: 'soon', _updatedDate: null }
    expect(toVelo({ ...fixture('created'), entity }).entity).toStrictEqual(entity)
  })

  test.each<EventKey>(['deleted', 'deleted-v4', 'member-deleted'])('%s has no payload', (key) => {
    expect(Object.keys(toVelo(fixture(key)))).toEqual(['metadata'])
  })

  test('a deleted event with an entity has it, and modified fields never come through', () => {
    const event = { ...fixture('deleted'), entity: { _id: 'b' }, modifiedFields: { title: 'x' } }
    expect(toVelo(event)).toMatchObject({ entity: { _id: 'b' } })
    expect(toVelo(event)).not.toHaveProperty('modifiedFields')
  })

  test('an icon object becomes the text that Velo has', () => {
    const icon = { id: 'a.png', filename: 'my icon.png', width: 1, height: 2 }
    expect(toVelo({ ...fixture('created-v4'), entity: { icon } }).entity).toStrictEqual({
      icon: 'wix:image://v1/a.png/my%20icon.png#originWidth=1&originHeight=2',
    })
  })

  test('a handler that changes its event does not change the fixture', () => {
    const event = fixture('member-created')
    const before = JSON.stringify(event)
    const { entity } = toVelo(event)
    const emails: unknown[] = JSON.parse(JSON.stringify(entity?.contactDetails)).emails
    expect(emails).toHaveLength(1)
    change(entity)
    expect(JSON.stringify(event)).toBe(before)
  })
})

describe('fromVelo', () => {
  test('takes objects of another realm', () => {
    const foreign = runInNewContext(
      '({ data: { at: new Date(0) }, metadata: { id: "1", entityId: "b" } })',
    )
    expect(fromVelo(foreign)).toEqual({
      data: { at: '1970-01-01T00:00:00.000Z' },
      metadata: { id: '1', entityId: 'b' },
    })
  })

  test('what has no metadata is no event', () => {
    expect(() => fromVelo({ data: {} })).toThrow(/expected metadata to be an object, got nothing/)
  })
})

/** Changes whatever can be changed. */
function change(value: unknown): void {
  if (Array.isArray(value)) value.push('changed')
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) change(inner)
    Object.assign(value, { changed: true })
  }
}
