import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { type EventKey, parseEventName } from '../../src/catalog/index.js'
import { withMemberShape } from '../../src/event/member-shape.js'
import { applyOverrides } from '../../src/event/overrides.js'
import { parseEventObject } from '../../src/event/parse.js'
import { validateEvent } from '../../src/event/validate.js'

function problems(key: EventKey, set: string[], unset: string[] = []) {
  const event = applyOverrides(parseEventObject(readFixture(key)), { set, unset })
  return validateEvent(parseEventName(key), event)
}

describe('validateEvent', () => {
  test.each<[EventKey, string, object]>([
    [
      'assigned',
      'data.memberId=7',
      { path: 'data.memberId', message: 'expected string, got number' },
    ],
    [
      'assigned',
      'data.memberId=""',
      { path: 'data.memberId', message: 'expected an id that is not empty, got ""' },
    ],
    ['assigned', 'data={}', { path: 'data.memberId', message: 'missing, expected string' }],
    [
      'assigned',
      'data.memberID=ann',
      { path: 'data.memberID', message: 'unknown key', nearest: 'memberId' },
    ],
    ['assigned', 'data.zzz=1', { path: 'data.zzz', message: 'unknown key, known here: memberId' }],
    [
      'assigned',
      'metadata.eventTime=yesterday',
      {
        path: 'metadata.eventTime',
        message:
          'expected an ISO 8601 date and time like 2026-03-22T06:09:09.752Z, got "yesterday"',
      },
    ],
    [
      'assigned',
      'metadata.eventTime=2026-02-31T25:00:00Z',
      {
        path: 'metadata.eventTime',
        message:
          'expected an ISO 8601 date and time like 2026-03-22T06:09:09.752Z, got "2026-02-31T25:00:00Z"',
      },
    ],
    [
      'created',
      'entity.backgroundColor=red',
      { path: 'entity.backgroundColor', message: 'expected a colour like #FA8704, got "red"' },
    ],
    ['created', 'entity.icon=1', { path: 'entity.icon', message: 'expected string, got number' }],
    [
      'created-v4',
      'entity.icon=1',
      {
        path: 'entity.icon',
        message: 'expected a wix:image://… text or an image object, got number',
      },
    ],
    [
      'created-v4',
      `entity.title=${'x'.repeat(51)}`,
      { path: 'entity.title', message: 'expected at most 50 characters, got 51' },
    ],
    [
      'created-v4',
      'entity.revision="one"',
      { path: 'entity.revision', message: 'expected a whole number as text, got "one"' },
    ],
    [
      'created',
      'entity.revision="1"',
      {
        path: 'entity.revision',
        message:
          'unknown key, known here: _id, _createdDate, _updatedDate, title, description, backgroundColor, textColor, icon, permissionsEnabled, slug',
      },
    ],
    [
      'member-created',
      'entity.status=approved',
      {
        path: 'entity.status',
        message: 'expected one of UNKNOWN, PENDING, APPROVED, BLOCKED, OFFLINE, got "approved"',
        nearest: 'APPROVED',
      },
    ],
    [
      'member-created',
      'entity.contactDetails.addresses[0].town=X',
      {
        path: 'entity.contactDetails.addresses[0].town',
        message:
          'unknown key, known here: _id, streetAddress, addressLine, addressLine2, city, subdivision, country, postalCode',
      },
    ],
    [
      'member-created',
      'entity.contactDetails.customFields["custom.pet-name"].valeu=X',
      {
        path: 'entity.contactDetails.customFields["custom.pet-name"].valeu',
        message: 'unknown key',
        nearest: 'value',
      },
    ],
    [
      'member-created',
      'metadata.identity={"identityType":"member"}',
      {
        path: 'metadata.identity.identityType',
        message: 'expected one of UNKNOWN, ANONYMOUS_VISITOR, MEMBER, WIX_USER, APP, got "member"',
        nearest: 'MEMBER',
      },
    ],
  ])('%s with %s', async (key, override, expected) => {
    expect(await problems(key, [override])).toEqual([expected])
  })

  test('lists all problems at once', async () => {
    const found = await problems(
      'assigned',
      ['data.memberId=null', 'data.badge=1'],
      ['metadata.id'],
    )
    expect(found.map(({ path }) => path)).toEqual(['data.memberId', 'data.badge', 'metadata.id'])
  })

  test.each([undefined, null, 'text', [], 7])('%j is no event', async (value) => {
    const [problem, ...others] = await validateEvent(parseEventName('assigned'), value)
    expect(problem?.path).toBe('')
    expect(problem?.message).toMatch(/expected object/)
    expect(others).toEqual([])
  })

  test('the payload of another event is a problem', async () => {
    const found = await validateEvent(parseEventName('created'), readFixture('assigned'))
    expect(found).toContainEqual({ path: 'entity', message: 'missing, expected object' })
  })
})

describe('what Wix may send is accepted', () => {
  test.each<[EventKey, string[]]>([
    ['created', ['entity.icon=null']],
    ['created', ['entity.description=For the best']],
    ['created-v4', ['entity.icon={"id":"a.png","width":1,"height":1}']],
    ['deleted-v4', ['entity={"_id":"b","title":"Old"}']],
    ['updated', ['modifiedFields={"title":"Before"}']],
    ['assigned', ['data.memberId=ann', 'metadata.instanceId=x', 'metadata.originatedFrom=y']],
    ['assigned', ['metadata.eventTime=2022-09-21T03:33:04.836235Z']],
    ['assignment-created', ['entity.tags={"tags":{"tagIds":["t"]}}']],
    ['member-created', ['entity.lastLoginDate=2026-03-22T06:09:09.752Z']],
    ['member-created', ['entity.profile.coverPhoto._id=']],
  ])('%s with %j', async (key, set) => {
    expect(await problems(key, set)).toEqual([])
  })

  test('both shapes of a member', async () => {
    const event = parseEventObject(readFixture('member-created'))
    const definition = parseEventName('member-created')
    expect(await validateEvent(definition, withMemberShape(event, 'v2'))).toEqual([])
    expect(await validateEvent(definition, withMemberShape(event, 'sample'))).toEqual([])
  })
})
