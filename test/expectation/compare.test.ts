import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareExpectation } from '../../src/expectation/compare.js'
import { compareLists } from '../../src/expectation/compare-lists.js'
import type { ExpectedEffect, ExpectedRun } from '../../src/expectation/document.js'
import { fieldDeviations } from '../../src/expectation/fields.js'
import type { Portable } from '../../src/platform/protocol.js'

const run = (changes: Partial<ExpectedRun> = {}): ExpectedRun => ({
  event: 'assigned',
  handler: 'wixBadges_onBadgeAssigned',
  status: 'passed',
  error: null,
  effects: [],
  dataChanges: [],
  fires: [],
  warnings: [],
  ...changes,
})
const call = (...args: Portable[]): ExpectedEffect => ({
  module: 'wix-data',
  method: 'insert',
  args,
  outcome: 'resolved',
  afterReturn: false,
})
const compare = (expected: ExpectedRun[], actual: ExpectedRun[]) =>
  compareExpectation({ runs: expected }, { runs: actual })

describe('runs', () => {
  test('that did the same have no deviation', () => {
    const same = run({ effects: [call('A', { a: 1, b: 2 })], warnings: ['x'] })
    const other = run({ effects: [call('A', { b: 2, a: 1 })], warnings: ['x'] })
    expect(compare([same], [other])).toEqual([])
  })

  test.each<[string, Partial<ExpectedRun>, object]>([
    [
      'the status',
      { status: 'timed-out' },
      { status: { expected: 'passed', actual: 'timed-out' } },
    ],
    [
      'the error',
      { error: { kind: 'threw', name: 'E', message: 'm' } },
      { error: { expected: null, actual: { kind: 'threw', name: 'E', message: 'm' } } },
    ],
    ['a call', { effects: [call('A')] }, { effects: [{ difference: 'added', actual: call('A') }] }],
    [
      'a change of data',
      { dataChanges: [{ collection: 'A', kind: 'remove', id: '1', before: {}, after: null }] },
      { dataChanges: [expect.objectContaining({ difference: 'added' })] },
    ],
    [
      'a follow-up',
      { fires: [{ event: 'deleted', input: {} }] },
      { fires: [expect.objectContaining({ difference: 'added' })] },
    ],
    ['a warning', { warnings: ['w'] }, { warnings: [{ difference: 'added', actual: 'w' }] }],
  ])('that differ in %s say so, and in nothing else', (_title, changes, parts) => {
    const nothing = {
      status: null,
      error: null,
      effects: [],
      dataChanges: [],
      fires: [],
      warnings: [],
    }
    const { event, handler } = run()
    expect(compare([run()], [run(changes)])).toEqual([
      { difference: 'changed', event, handler, index: 0, ...nothing, ...parts },
    ])
  })

  test('are found by event and handler, each once', () => {
    const v4 = run({ event: 'created-v4', handler: 'b' })
    const failing = run({ status: 'failed' })
    expect(compare([run(), failing, v4], [v4, run(), failing])).toEqual([])
    expect(compare([run(), v4], [v4, v4])).toEqual([
      { difference: 'missing', event: 'assigned', handler: 'wixBadges_onBadgeAssigned' },
      { difference: 'added', event: 'created-v4', handler: 'b', index: 1, status: 'passed' },
    ])
  })
})

describe('lists', () => {
  const subject = (text: string): string => text[0] ?? ''
  const compareTexts = (expected: string, actual: string) =>
    compareLists(expected.split(' '), actual.split(' '), subject)

  test('say what is gone and what is new, where it is', () => {
    expect(compareTexts('a b c d', 'x a c y')).toEqual([
      { difference: 'added', actual: 'x' },
      { difference: 'missing', expected: 'b' },
      { difference: 'missing', expected: 'd' },
      { difference: 'added', actual: 'y' },
    ])
  })

  test('say what is gone between what it stood between', () => {
    const found = compareTexts('a b c d', 'x y a c d z')
    expect(
      found.map((one) => (one.difference === 'missing' ? one.expected : one.difference)),
    ).toEqual(['added', 'added', 'b', 'added'])
  })

  test('take two of the same subject for one that changed', () => {
    expect(compareTexts('a b1 c', 'a b2 c')).toEqual([
      {
        difference: 'changed',
        expected: 'b1',
        actual: 'b2',
        fields: [{ path: '', expected: 'b1', actual: 'b2' }],
      },
    ])
  })

  test('tell what stands elsewhere', () => {
    expect(compareTexts('a b c', 'c a b')).toEqual([
      { difference: 'moved', actual: 'c', expectedIndex: 2, actualIndex: 0 },
    ])
  })

  test('take an equal one for itself before they take a similar one for it', () => {
    expect(compareTexts('b1 x y b2', 'b2 b3 x y')).toEqual([
      { difference: 'moved', actual: 'b2', expectedIndex: 3, actualIndex: 0 },
      expect.objectContaining({ difference: 'changed', expected: 'b1', actual: 'b3' }),
    ])
  })

  test('account for every item', () => {
    const texts = fc.array(fc.constantFrom('a1', 'a2', 'b1', 'b2', 'c1'), { maxLength: 8 })
    fc.assert(
      fc.property(texts, texts, (expected, actual) => {
        const found = compareLists(expected, actual, subject)
        const count = (kind: string): number =>
          found.filter((one) => one.difference === kind).length
        expect(actual.length - expected.length).toBe(count('added') - count('missing'))
        // Equal lists, and only they, have none.
        expect(found.length === 0).toBe(expected.join() === actual.join())
      }),
    )
  })
})

describe('fields', () => {
  test.each<[Portable, Portable, object[]]>([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: { b: 1 } }, { a: { b: 2 } }, [{ path: 'a.b', expected: 1, actual: 2 }]],
    [
      { a: 1 },
      { b: 1 },
      [
        { path: 'a', expected: 1 },
        { path: 'b', actual: 1 },
      ],
    ],
    [
      [1, { x: 1 }],
      [1, { x: 2 }, 3],
      [
        { path: '[1].x', expected: 1, actual: 2 },
        { path: '[2]', actual: 3 },
      ],
    ],
    [{ a: [] }, { a: {} }, [{ path: 'a', expected: [], actual: {} }]],
    [{ a: null }, { a: {} }, [{ path: 'a', expected: null, actual: {} }]],
    [{ 'x y': 1 }, { 'x y': 2 }, [{ path: '["x y"]', expected: 1, actual: 2 }]],
    [{}, { constructor: 1 }, [{ path: 'constructor', actual: 1 }]],
  ])('%j and %j', (expected, actual, deviations) => {
    expect(fieldDeviations(expected, actual)).toEqual(deviations)
  })
})
