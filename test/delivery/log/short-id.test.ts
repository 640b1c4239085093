import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromShortId, toShortId } from '../../../src/delivery/log/short-id.js'

test('an id leads back to its place in the log', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 - 1 }), (seq) => {
      expect(fromShortId(toShortId(seq))).toBe(seq)
    }),
  )
})

test('no two of the first 100,000 are the same, nor alike', () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => toShortId(index + 1))
  expect(new Set(ids).size).toBe(ids.length)
  const beginnings = ids.slice(0, 1000).map((id) => id.slice(0, 2))
  expect(new Set(beginnings).size).toBeGreaterThan(300)
})

test.each(['', 'abc', 'abcdefg', 'ilou00', '------'])('%j is no id', (text) => {
  expect(fromShortId(text)).toBeNull()
})
