import { describe, expect, test } from 'vitest'
import type { EventKey } from '../../src/catalog/index.js'
import { parseRequest, type TriggerInput } from '../../src/trigger/request.js'
import { errorOf } from './error-of.js'

const parse = (key: EventKey, input: Partial<TriggerInput> = {}) =>
  parseRequest(key, { set: [], ...input }, 'tag')

describe('a request', () => {
  test('is what was asked for, checked', () => {
    expect(parse('assigned', { badge: 'b-1', member: 'm-1', cleanup: true })).toEqual({
      ...{ key: 'assigned', badgeId: 'b-1', memberId: 'm-1', changes: null },
      ...{ cleanup: true, tag: 'tag' },
    })
  })

  test('takes fields of badges as texts, whatever they look like', () => {
    const { changes } = parse('created', {
      title: '"quoted"',
      set: ['description=2024', 'entity.textColor=#000000', 'icon="a=b"'],
    })
    expect(changes).toEqual([
      { path: ['title'], value: '"quoted"' },
      { path: ['description'], value: '2024' },
      { path: ['textColor'], value: '#000000' },
      { path: ['icon'], value: 'a=b' },
    ])
  })

  test.each<[EventKey, Partial<TriggerInput>, string, string]>([
    ['deleted', { badge: 'b', cleanup: true }, 'USAGE_INVALID', 'cannot bring back a badge'],
    ['deleted-v4', { badge: 'b', cleanup: true }, 'USAGE_INVALID', 'cannot bring back a badge'],
    ['member-deleted', { member: 'm', cleanup: true }, 'USAGE_INVALID', 'bring back a member'],
    ['assigned', { badge: 'b' }, 'USAGE_INVALID', 'assigned needs a member'],
    ['assignment-deleted', {}, 'USAGE_INVALID', 'needs a member'],
    ['created', { badge: 'b' }, 'USAGE_INVALID', '--badge means nothing to created'],
    ['member-created', { member: 'm' }, 'USAGE_INVALID', '--member means nothing'],
    ['assigned', { member: 'm', title: 'x' }, 'USAGE_INVALID', '--title means nothing'],
    ['deleted', { set: ['title=x'] }, 'USAGE_INVALID', '--set means nothing to deleted'],
    ['updated', { badge: '../members' }, 'USAGE_INVALID', 'is no id'],
    ['updated', { badge: '' }, 'USAGE_INVALID', 'is no id'],
    ['member-updated', { member: 'm' }, 'USAGE_INVALID', 'needs to know what to change'],
    ['member-updated', { set: ['loginEmail=x'] }, 'USAGE_INVALID', 'cannot be changed'],
    ['updated', { set: ['colour=red'] }, 'OVERRIDE_INVALID', 'expected one of title'],
    ['updated', { set: ['title'] }, 'OVERRIDE_INVALID', 'expected path=value'],
    ['member-updated', { set: ['contact.phones[0]=1'] }, 'OVERRIDE_INVALID', 'lists as a whole'],
    ['member-updated', { set: ['profile.__proto__.x=1'] }, 'OVERRIDE_INVALID', 'prototype'],
    ['member-created', { title: 'x' }, 'OVERRIDE_INVALID', 'expected one of loginEmail'],
  ])('for %s with %j is refused as %s', (key, input, code, message) => {
    expect(errorOf(() => parse(key, input))).toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    })
  })

  test('with a mistyped field gets a suggestion', () => {
    expect(errorOf(() => parse('updated', { set: ['titel=x'] }))).toMatchObject({
      hint: 'Did you mean title?',
    })
  })
})
