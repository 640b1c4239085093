import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { BadgeEventsError } from '../../src/errors.js'
import { normalise } from '../../src/event/normalise.js'
import { recognise } from '../../src/event/recognise.js'

const assigned = readFixture('assigned')
const domain = {
  id: 'e1',
  entityFqdn: 'wix.badges.v3.badge',
  slug: 'badge_assigned',
  entityId: 'b1',
  actionEvent: { body: { memberId: 'ann' } },
  eventTime: '2026-03-05T17:20:11.594Z',
  triggeredByAnonymizeRequest: false,
}
const eventType = 'wix.badges.v3.badge_badge_assigned'

function token(payload: unknown): string {
  const parts = [{ alg: 'RS256' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return [...parts, 'c2lnbmF0dXJl'].join('.')
}

describe('recognise', () => {
  test.each<[string, unknown, string | null]>([
    ['an event object', assigned, 'event'],
    ['its text', JSON.stringify(assigned), 'event'],
    ['metadata alone', { metadata: {} }, 'event'],
    ['an SDK envelope', { data: {}, metadata: { _id: 'e1' } }, 'sdk'],
    ['a domain event', domain, 'domain'],
    ['a deleted one', { slug: 'deleted', deletedEvent: {} }, 'domain'],
    ['an envelope', { eventType, instanceId: 'i', data: '{}' }, 'envelope'],
    ['an envelope that is parsed', { eventType, data: domain }, 'envelope'],
    ['a token', token({}), 'jwt'],
    ['a token with space around it', `\n ${token({})}\r\n`, 'jwt'],
    ['a token as JSON text', JSON.stringify(token({})), 'jwt'],
    ['a list', [assigned], null],
    ['a payload', { memberId: 'ann' }, null],
    ['a JSON number', '7', null],
    ['null', null, null],
    ['an entity with a slug', { slug: 'super-contributor', title: 'x' }, null],
  ])('%s', (_, input, form) => {
    expect(recognise(input).form).toBe(form)
  })
})

describe('normalise', () => {
  test('an event object, whose dates may be dates', () => {
    const entity = { _id: 'b', _createdDate: new Date('2026-03-05T17:20:11.594Z') }
    expect(normalise({ entity, metadata: { id: '1' } })).toEqual({
      event: {
        entity: { _id: 'b', _createdDate: '2026-03-05T17:20:11.594Z' },
        metadata: { id: '1' },
      },
      eventType: null,
      from: 'event',
    })
  })

  test('an event object that says what it is', () => {
    expect(normalise(readFixture('assignment-created')).eventType).toBe(
      'wix.badges.v4.badge_assignment_created',
    )
  })

  test('an envelope whose layers are parsed already', () => {
    const identity = { identityType: 'APP', appId: 'a' }
    const { event } = normalise({ eventType, instanceId: 'i', identity, data: domain })
    expect(event.data).toEqual({ memberId: 'ann' })
    expect(event.metadata).toMatchObject({ id: 'e1', instanceId: 'i', identity })
  })

  test('an envelope without identity', () => {
    const { event } = normalise({ eventType, data: JSON.stringify(domain) })
    expect(event.metadata).not.toHaveProperty('identity')
    expect(event.metadata).not.toHaveProperty('instanceId')
  })

  test('the type of an envelope is taken from the envelope', () => {
    expect(normalise({ eventType: 'some.other_type', data: domain }).eventType).toBe(
      'some.other_type',
    )
  })

  test('an SDK envelope that a handler logged', () => {
    const metadata = {
      instanceId: 'i',
      eventTime: new Date('2026-03-05T17:20:11.594Z'),
      _id: 'e1',
      eventType,
      accountInfo: undefined,
    }
    expect(normalise({ data: { memberId: 'ann' }, metadata }).event).toStrictEqual({
      data: { memberId: 'ann' },
      metadata: { id: 'e1', instanceId: 'i', eventTime: '2026-03-05T17:20:11.594Z' },
    })
  })
})

describe('what is no event', () => {
  const jwtName = 'sample.json'

  test.each<[string, unknown, string]>([
    [
      'a payload',
      { memberId: 'ann' },
      'sample.json is not an event: expected an object with metadata, got an object with memberId',
    ],
    [
      'an empty object',
      {},
      'sample.json is not an event: expected an object with metadata, got an object with no keys',
    ],
    ['a list', [], 'sample.json is not an event: expected an object with metadata, got array'],
    [
      'nothing',
      undefined,
      'sample.json is not an event: expected an object with metadata, got nothing',
    ],
    [
      'metadata that is empty of data',
      { data: 7, metadata: {} },
      'sample.json is not an event object: expected data to be an object, got number',
    ],
    [
      'another kind of token',
      token({ sub: 'someone' }),
      'sample.json is a token, but not a webhook of Wix',
    ],
    [
      'an envelope without a domain event',
      { eventType, data: '7' },
      'sample.json has no domain event in its data',
    ],
    [
      'an envelope with broken data',
      { eventType, data: '{"id":' },
      'data of sample.json is not valid JSON: line 1, column 7: expected a value, got the end',
    ],
    [
      'a domain event whose payload is text',
      { ...domain, actionEvent: { body: 'x' } },
      'sample.json is not an event object: expected data to be an object, got string',
    ],
    [
      'a token of nonsense',
      'eyJhbGciOiJSUzI1NiJ9.AAAA.AAAA',
      'payload of sample.json is not valid JSON: line 1, column 1: expected a value, got "\u0000"',
    ],
    ['text', 'hello', 'sample.json is not valid JSON: line 1, column 1: expected a value, got "h"'],
  ])('%s', (_, input, message) => {
    try {
      normalise(input, jwtName)
    } catch (error) {
      expect(error).toBeInstanceOf(BadgeEventsError)
      expect(error).toMatchObject({ code: 'FIXTURE_INVALID', message })
      return
    }
    throw new Error('expected an error')
  })
})
