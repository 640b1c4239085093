import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadgeEventsError } from '../../src/errors.js'
import { parseJson } from '../../src/event/json.js'
import { findMistake } from '../../src/event/json-mistake.js'

describe('parseJson', () => {
  test('reads JSON, with or without a byte order mark', () => {
    expect(parseJson('{"a":[1,null]}')).toEqual({ a: [1, null] })
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 })
  })

  test.each<[string, number, number, string]>([
    ['', 1, 1, 'expected a value, got the end'],
    ['{', 1, 2, 'expected a key in double quotes, got the end'],
    ['{"a":1,}', 1, 8, 'expected a key in double quotes, got "}"'],
    ["{'a':1}", 1, 2, 'expected a key in double quotes, got "\'"'],
    ['{a:1}', 1, 2, 'expected a key in double quotes, got "a"'],
    ['{"a" 1}', 1, 6, 'expected ":" after the key, got "1"'],
    ['{"a":}', 1, 6, 'expected a value, got "}"'],
    ['{"a":1 "b":2}', 1, 8, 'expected "," or "}", got """'],
    ['[1,2', 1, 5, 'expected "," or "]", got the end'],
    ['[1,]', 1, 4, 'expected a value, got "]"'],
    ['[01]', 1, 3, 'expected "," or "]", got "1"'],
    ['{\n  "a": 1,\n  "b": tru\n}', 3, 8, 'expected a value, got "t"'],
    ['{\n  // why\n  "a": 1\n}', 2, 3, 'expected a key in double quotes, got "/"'],
    ['{"a":"line\nbreak"}', 1, 11, 'expected a closing double quote, got the end of the line'],
    ['{"a":"\\x"}', 1, 7, 'expected a valid escape such as \\n or \\u0041, got "\\"'],
    ['{} {}', 1, 4, 'expected nothing more after the value, got "{"'],
    ['{"a": undefined}', 1, 7, 'expected a value, got "u"'],
  ])('%j', (text, line, column, reason) => {
    const error = failure(text)
    expect(error.code).toBe('FIXTURE_INVALID')
    expect(error.message).toBe(
      `a.json is not valid JSON: line ${line}, column ${column}: ${reason}`,
    )
    expect(error.frame).toMatchObject({ file: 'a.json', line, column })
    expect(error.cause).toBeInstanceOf(SyntaxError)
  })

  test('shows the lines around the mistake', () => {
    const error = failure('{\n"a": 1,\n"b": 2\n"c": 3,\n"d": 4,\n"e": 5\n}')
    expect(error.frame?.lines).toEqual([
      { number: 2, text: '"a": 1,' },
      { number: 3, text: '"b": 2' },
      { number: 4, text: '"c": 3,' },
      { number: 5, text: '"d": 4,' },
      { number: 6, text: '"e": 5' },
    ])
  })

  test('a text that is nested too deeply is an error, not a crash', () => {
    expect(failure('['.repeat(200_000)).code).toBe('FIXTURE_INVALID')
  })
})

describe('findMistake', () => {
  test('finds none in valid JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(findMistake(text)).toMatchObject({ offset: text.length })
      }),
    )
  })

  test('finds the place where a text was cut off', () => {
    const text = JSON.stringify({ a: ['b', { c: 'd\u0001' }], e: null })
    for (let end = 0; end < text.length; end += 1) {
      // Half a literal such as "nul" is wrong from its first letter on.
      expect(findMistake(text.slice(0, end)).offset).toBeGreaterThanOrEqual(end - 5)
      expect(findMistake(text.slice(0, end)).offset).toBeLessThanOrEqual(end)
    }
  })
})

function failure(text: string): BadgeEventsError {
  try {
    parseJson(text, 'a.json')
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
    throw error
  }
  throw new Error('expected an error')
}
