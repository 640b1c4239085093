import { describe, expect, test } from 'vitest'
import { matches, parseRoute } from '../../../src/delivery/route/route.js'
import { BadgeEventsError } from '../../../src/errors.js'

function failure(text: string): BadgeEventsError {
  try {
    parseRoute(text)
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
    throw error
  }
  throw new Error(`${text} was taken`)
}

describe('an address', () => {
  test.each([
    ['3000', 'http://localhost:3000/'],
    ['3000/hook', 'http://localhost:3000/hook'],
    [':3000', 'http://localhost:3000/'],
    [':3000/hook', 'http://localhost:3000/hook'],
    [':3000/hook?a=b,c=d', 'http://localhost:3000/hook?a=b,c=d'],
    ['3000?a=b', 'http://localhost:3000/?a=b'],
    ['localhost:3000/x', 'http://localhost:3000/x'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000/'],
    ['[::1]:3000', 'http://[::1]:3000/'],
    ['example.com/hook?a=b', 'http://example.com/hook?a=b'],
    ['https://example.com/hook#part', 'https://example.com/hook'],
    ['HTTP://Example.com', 'http://example.com/'],
    [' 3000 ', 'http://localhost:3000/'],
    ['65535', 'http://localhost:65535/'],
    ['http://ann:a=b@example.com/', 'http://ann:a%3Db@example.com/'],
  ])('may be written %s', (text, url) => {
    expect(parseRoute(text)).toMatchObject({ events: null, url })
  })

  test.each([
    ['', 'it is empty'],
    ['/hook', 'it has a path only'],
    ['ftp://example.com', 'ftp: is not supported'],
    ['file:///etc/passwd', 'file: is not supported'],
    ['http:/example.com', 'http: is followed by two slashes'],
    ['https:example.com', 'https: is followed by two slashes'],
    ['http:///hook', 'http: is followed by two slashes'],
    ['70000', 'there is no port 70000'],
    ['0', 'there is no port 0'],
    [':port/hook', 'it is not an address'],
    ['http://', 'it is not an address'],
    ['http://a b/', 'it has a space in it'],
    ['assigned', 'is an event without an address'],
    ['assigned=', 'it is empty'],
  ])('may not be %j', (text, reason) => {
    const { code, message, hint } = failure(text)
    expect(code).toBe('TARGET_INVALID')
    expect(message).toContain(reason)
    expect(hint).toMatch(/3000/)
  })

  test('never shows its password', () => {
    const { url, display } = parseRoute('https://ann:secret@example.com/x?y=1')
    expect(url).toBe('https://ann:secret@example.com/x?y=1')
    expect(display).toBe('https://ann:***@example.com/x?y=1')
    expect(failure('ftp://ann:secret@example.com').message).not.toContain('secret')
  })
})

describe('events before an address', () => {
  test('are found by any of their names', () => {
    const route = parseRoute('assigned, removed,wixBadgesV4_onBadgeCreated=:3000/hook?a=b')
    expect(route.url).toBe('http://localhost:3000/hook?a=b')
    expect([...(route.events ?? [])]).toEqual([
      'wix.badges.v3.badge_badge_assigned',
      'wix.badges.v3.badge_badge_unassigned',
      'wix.badges.v4.badge_created',
    ])
  })

  test('stand for both versions where a name does', () => {
    expect([...(parseRoute('created=3000').events ?? [])]).toEqual([
      'wix.badges.v3.badge_created',
      'wix.badges.v4.badge_created',
    ])
  })

  test('may be webhook types that the catalog does not know', () => {
    const route = parseRoute('wix.ecom.v1.order_created=http://localhost:3000/')
    expect(matches(route, 'wix.ecom.v1.order_created')).toBe(true)
    expect(matches(route, 'wix.badges.v3.badge_created')).toBe(false)
  })

  test('that are misspelled are told with the nearest name', () => {
    const { code, hint } = failure('asigned=3000')
    expect(code).toBe('EVENT_UNKNOWN')
    expect(hint).toContain('assigned')
  })

  test('are not nothing', () => {
    expect(failure('=3000').code).toBe('EVENT_UNKNOWN')
    expect(failure(' , =3000').code).toBe('EVENT_UNKNOWN')
  })

  test('are all events where none is named', () => {
    expect(matches(parseRoute('3000'), 'anything.at_all')).toBe(true)
  })
})
