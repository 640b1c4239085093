import { describe, expect, test } from 'vitest'
import {
  clip,
  duration,
  pad,
  plural,
  span,
  spread,
  visibleLength,
  wrap,
} from '../../src/output/render/layout.js'

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`

describe('spread', () => {
  test('puts the right part at the edge', () => {
    expect(spread('ab', 'cd', 10)).toBe('ab      cd')
    expect(spread(red('ab'), red('cd'), 10)).toBe(`${red('ab')}      ${red('cd')}`)
  })

  test('lets what does not fit follow', () => {
    expect(spread('abcdef', 'ghij', 8)).toBe('abcdef  ghij')
  })

  test('does not go to the edge of a very wide terminal', () => {
    expect(spread('a', 'b', 300)).toHaveLength(110)
  })

  test('leaves a line without a right part alone', () => {
    expect(spread('ab', '', 10)).toBe('ab')
  })
})

test('visibleLength counts characters, not colours or halves of emoji', () => {
  expect(visibleLength(red('añ👋'))).toBe(3)
})

test('clip cuts with an ellipsis, and never through a character', () => {
  expect(clip('abcdef', 6)).toBe('abcdef')
  expect(clip('abcdef', 5)).toBe('abcd…')
  expect(clip('👋👋👋', 2)).toBe('👋…')
  expect(clip('abc', 0)).toBe('a…')
})

test('pad fills up to a width', () => {
  expect(pad('ab', 4)).toBe('ab  ')
  expect(pad(red('ab'), 4)).toBe(`${red('ab')}  `)
  expect(pad('abcde', 4)).toBe('abcde')
})

test.each([
  [0, '0.0 ms'],
  [0.04, '0.0 ms'],
  [0.26, '0.3 ms'],
  [9.94, '9.9 ms'],
  [10, '10 ms'],
  [14.4, '14 ms'],
  [999.4, '999 ms'],
  [1000, '1.0 s'],
  [61_240, '61.2 s'],
])('duration of %d is %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

test('plural', () => {
  expect([0, 1, 2].map((count) => plural(count, 'event'))).toEqual([
    '0 events',
    '1 event',
    '2 events',
  ])
})

test.each([
  [0, '0 s'],
  [40_000, '40 s'],
  [60_000, '1 min'],
  [660_000, '11 min'],
  [7_200_000, '2 h'],
  [169_860_000, '47 h 11 min'],
  [36_000_000, '10 h'],
])('a span of %d ms is %s', (ms, text) => {
  expect(span(ms)).toBe(text)
})

test('text wraps between words, and never to a column a word', () => {
  const text = 'one two three four five six seven eight nine ten'
  expect(wrap(text, 40)).toEqual(['one two three four five six seven eight', 'nine ten'])
  expect(wrap(text, 0)).toEqual(wrap(text, 40))
})
