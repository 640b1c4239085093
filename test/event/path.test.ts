import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPath, parsePath } from '../../src/event/path.js'

test.each([
  ['entity.title', ['entity', 'title']],
  ['a[0][1].b', ['a', 0, 1, 'b']],
  ['a["custom.pet-name"].value', ['a', 'custom.pet-name', 'value']],
  ['["a b"]', ['a b']],
])('%s', (text, path) => {
  expect(parsePath(text)).toEqual(path)
  expect(formatPath(path)).toBe(text)
})

test.each([
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  'a[',
  'a[]',
  'a[x]',
  'a[-1]',
  'a b',
  "a['b']",
  'a["b]',
  'a[0]b',
])('%s is no path', (text) => {
  expect(parsePath(text)).toBeUndefined()
})

test('each path is read as it was written', () => {
  const segment = fc.oneof(fc.nat(99), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1 }), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path)
    }),
  )
})
