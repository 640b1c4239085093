import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { BadgeEventsError } from '../../src/errors.js'
import { applyOverrides } from '../../src/event/overrides.js'
import { parseEventObject } from '../../src/event/parse.js'

const event = parseEventObject(readFixture('member-created'))

describe('set', () => {
  test.each<[string, string, unknown]>([
    ['entity._id=ann', 'entity._id', 'ann'],
    ['entity._id="ann"', 'entity._id', 'ann'],
    ['entity.title=', 'entity.title', ''],
    ['entity.title=a=b', 'entity.title', 'a=b'],
    ['entity.title=null', 'entity.title', null],
    ['entity.count=12', 'entity.count', 12],
    ['entity.on=true', 'entity.on', true],
    ['entity.list=[1,{"a":2}]', 'entity.list', [1, { a: 2 }]],
    ['entity.contactDetails.phones[0]=555 1234', 'entity.contactDetails.phones', ['555 1234']],
    ['entity.contactDetails.emails[1]=b@c.de', 'entity.contactDetails.emails[1]', 'b@c.de'],
    ['entity.contactDetails.emails[0]=b@c.de', 'entity.contactDetails.emails', ['b@c.de']],
    ['entity.a.b[0].c=1', 'entity.a', { b: [{ c: 1 }] }],
    ['data.memberId=ann', 'data', { memberId: 'ann' }],
    [
      'entity["a.b"]["=\\"x"].y=1',
      'entity',
      expect.objectContaining({ 'a.b': { '="x': { y: 1 } } }),
    ],
  ])('%s', (text, path, value) => {
    expect(applyOverrides(event, { set: [text] })).toHaveProperty(path, value)
  })

  test('a key with a dot', () => {
    const path = 'entity.contactDetails.customFields["custom.pet-name"].value'
    const result = applyOverrides(event, { set: [`${path}=Rex`] })
    expect(result).toHaveProperty(['entity', 'contactDetails', 'customFields', 'custom.pet-name'], {
      name: 'Pet Name',
      value: 'Rex',
    })
  })

  test('one after another, so a list can grow', () => {
    const set = [0, 1, 2].map((index) => `entity.contactDetails.phones[${index}]="${index}"`)
    expect(applyOverrides(event, { set })).toHaveProperty('entity.contactDetails.phones', [
      '0',
      '1',
      '2',
    ])
  })

  test('leaves the given event alone', () => {
    const before = JSON.stringify(event)
    applyOverrides(event, { set: ['entity.profile.nickname=X'], unset: ['entity.contactDetails'] })
    expect(JSON.stringify(event)).toBe(before)
  })
})

describe('unset', () => {
  test('takes out a key or an item', () => {
    const result = applyOverrides(event, {
      unset: ['entity.contactDetails.addresses[0]', 'entity.profile'],
    })
    expect(result).toHaveProperty('entity.contactDetails.addresses', [])
    expect(result.entity).not.toHaveProperty('profile')
  })

  test('comes after set', () => {
    const result = applyOverrides(event, { set: ['data.x=1'], unset: ['data.x'] })
    expect(result.data).toEqual({})
  })

  test('can take a whole payload', () => {
    expect(applyOverrides(event, { unset: ['entity'] })).not.toHaveProperty('entity')
  })
})

describe('mistakes', () => {
  test.each<[string, string, string | undefined]>([
    ['entity._id', 'expected path=value', 'For example --set data.memberId=ann'],
    ['=x', '"" is not a path', undefined],
    ['entity..x=1', '"entity..x" is not a path', undefined],
    ['.entity=1', '".entity" is not a path', undefined],
    ['entity.=1', '"entity." is not a path', undefined],
    ['entity[x]=1', '"entity[x]" is not a path', undefined],
    [
      'loginEmail=x',
      'expected a path that starts with data, entity, modifiedFields or metadata, got "loginEmail"',
      'Did you mean entity.loginEmail?',
    ],
    [
      'entiti.title=x',
      'expected a path that starts with data, entity, modifiedFields or metadata, got "entiti"',
      'Did you mean entity.title?',
    ],
    [
      'entity.contactDetails.emails[5]=x',
      'entity.contactDetails.emails has 1 item',
      'Use an index from 0 to 1; entity.contactDetails.emails[1] appends',
    ],
    ['entity.profile[0]=x', 'expected entity.profile to be an array, got object', undefined],
    ['entity.loginEmail.x=1', 'expected entity.loginEmail to be an object, got string', undefined],
    [
      'entity.contactDetails.emails.x=1',
      'expected entity.contactDetails.emails to be an object, got array',
      undefined,
    ],
  ])('set %s', (text, reason, hint) => {
    const error = failure({ set: [text] })
    expect(error.message).toBe(`Override "${text}": ${reason}`)
    if (hint !== undefined) expect(error.hint).toBe(hint)
  })

  test.each([
    'entity.__proto__.polluted=1',
    'entity["__proto__"].polluted=1',
    'entity.constructor.prototype.polluted=1',
    'entity.prototype=1',
    '__proto__.polluted=1',
  ])('%s goes through a prototype', (text) => {
    expect(failure({ set: [text] }).message).toMatch(/must not go through an object prototype/)
    expect(failure({ unset: [text.slice(0, -2)] }).message).toMatch(/object prototype/)
    expect({}).not.toHaveProperty('polluted')
  })

  test('a key that is only inherited is made, not followed', () => {
    const result = applyOverrides(event, { set: ['entity.toString.x=1'] })
    expect(Object.hasOwn(result.entity ?? {}, 'toString')).toBe(true)
    expect(Object.prototype.toString).not.toHaveProperty('x')
  })

  test('unset of something that is not there', () => {
    const error = failure({ unset: ['entity.profile.nickame'] })
    expect(error.message).toBe(
      'Override "entity.profile.nickame": the event has nothing at entity.profile.nickame',
    )
    expect(error.hint).toBe('Did you mean entity.profile.nickname?')
  })

  test.each<[{ set?: string[]; unset?: string[] }, string]>([
    [{ unset: ['metadata'] }, 'expected metadata to be an object, got nothing'],
    [{ set: ['metadata=1'] }, 'expected metadata to be an object, got number'],
    [{ set: ['entity=[]'] }, 'expected entity to be an object, got array'],
  ])('%j leaves no event', (overrides, reason) => {
    expect(failure(overrides).message).toBe(`The overrides leave no event: ${reason}`)
  })
})

function failure(overrides: { set?: string[]; unset?: string[] }): BadgeEventsError {
  try {
    applyOverrides(event, overrides)
  } catch (error) {
    if (error instanceof BadgeEventsError && error.code === 'OVERRIDE_INVALID') return error
    throw error
  }
  throw new Error('expected an OVERRIDE_INVALID')
}
