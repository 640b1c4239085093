import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ExpectedRun, formatExpectation } from '../../src/expectation/document.js'
import { parseExpectation } from '../../src/expectation/parse.js'
import { prettyJson } from '../../src/expectation/pretty-json.js'

const empty: ExpectedRun = {
  event: 'assigned',
  handler: 'wixBadges_onBadgeAssigned',
  status: 'passed',
  error: null,
  effects: [],
  dataChanges: [],
  fires: [],
  warnings: [],
}
const full: ExpectedRun = {
  ...empty,
  status: 'failed',
  error: { kind: 'threw', name: 'TypeError', message: 'no' },
  effects: [
    {
      module: 'wix-data',
      method: 'get',
      args: ['Log', '1'],
      outcome: 'resolved',
      afterReturn: false,
    },
    { module: 'wix-fetch', method: 'fetch', args: [], outcome: 'pending', afterReturn: true },
  ],
  dataChanges: [{ collection: 'Log', kind: 'insert', id: '1', before: null, after: { a: 1 } }],
  fires: [{ event: 'unassigned', input: { data: {} } }],
  warnings: ['not-awaited'],
}

describe('the file', () => {
  test('says what it is first, leaves out what is empty, and has one line end at its end', () => {
    expect(formatExpectation({ runs: [empty] })).toBe(`{
  "$badge-events": "expectation/1",
  "runs": [
    { "event": "assigned", "handler": "wixBadges_onBadgeAssigned", "status": "passed" }
  ]
}
`)
  })

  test('has a call on a line', () => {
    const text = formatExpectation({ runs: [full] })
    expect(text).toContain(
      '        { "module": "wix-data", "method": "get", "args": ["Log", "1"] },\n',
    )
    expect(text).toMatch(/"outcome": "pending",\s+"afterReturn": true/)
    expect(text).not.toContain('"before"')
  })

  test.each([[[empty]], [[full]], [[empty, full]]])('is read as it was written', (runs) => {
    expect(parseExpectation(formatExpectation({ runs }), 'a.json')).toEqual({ runs })
  })

  test('is JSON whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(prettyJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

describe('a file that is none', () => {
  test.each([
    ['no JSON', '{ "$badge-events"', /a\.json is not valid JSON: line 1, column 18/],
    ['another file', '{ "name": "site" }', /a\.json is no expectation: it has no "\$badge-events"/],
    ['another document', '{ "$badge-events": "world/1" }', /is no expectation/],
    ['an array', '[]', /is no expectation/],
    [
      'no runs',
      '{ "$badge-events": "expectation/1" }',
      /expected runs to be an array, got nothing/,
    ],
    [
      'a run that is none',
      '{ "$badge-events": "expectation/1", "runs": [1] }',
      /expected runs\[0\] to be an object, got number/,
    ],
    [
      'a run without a handler',
      '{ "$badge-events": "expectation/1", "runs": [{ "event": "assigned" }] }',
      /expected runs\[0\]\.handler to be a text, got nothing/,
    ],
    [
      'effects that are no list',
      '{ "$badge-events": "expectation/1", "runs": [{ "event": "a", "handler": "b", "status": "passed", "effects": {} }] }',
      /expected runs\[0\]\.effects to be an array/,
    ],
    [
      'an effect that is none',
      '{ "$badge-events": "expectation/1", "runs": [{ "event": "a", "handler": "b", "status": "passed", "effects": ["x"] }] }',
      /expected runs\[0\]\.effects\[0\] to be an object/,
    ],
    [
      'a later version',
      '{ "$badge-events": "expectation/2", "runs": [] }',
      /is expectation\/2, and this badge-events reads expectation\/1 at most/,
    ],
    ['no version', '{ "$badge-events": "expectation/x", "runs": [] }', /is expectation\/x/],
  ])('is refused: %s', (_title, text, message) => {
    expect(() => parseExpectation(text, 'a.json')).toThrow(
      expect.objectContaining({
        code: 'EXPECTATION_INVALID',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      }),
    )
  })
})
