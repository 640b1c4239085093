import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from '../../src/catalog/suggest.js'

const names = ['memberId', 'badgeId', 'entityId', 'description', 'backgroundColor']

test.each([
  ['memberid', ['memberId']],
  ['membreId', ['memberId']],
  ['descripton', ['description']],
  ['background', ['backgroundColor']],
  ['Color', ['backgroundColor']],
  ['me', ['memberId']],
  ['colour-of-the-sky', []],
  ['', []],
  ['   ', []],
])('"%s" may mean %j', (typed, expected) => {
  expect(nearest(typed, names)).toEqual(expected)
})

test('the closest comes first, and no more than asked for', () => {
  expect(nearest('created', ['recreated', 'create', 'created-v4', 'created'])).toEqual([
    'created',
    'create',
    'recreated',
  ])
  expect(nearest('created', ['created', 'create'], 1)).toEqual(['created'])
})

test('one slip of the keyboard is always found', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.nat(),
      fc.constantFrom('drop', 'swap', 'double', 'replace'),
      (name, seed, slip) => {
        const at = seed % (name.length - 1)
        const [a = '', b = ''] = name.slice(at, at + 2)
        const typed = { drop: b, swap: b + a, double: a + a + b, replace: `?${b}` }[slip]
        expect(nearest(name.slice(0, at) + typed + name.slice(at + 2), names)[0]).toBe(name)
      },
    ),
  )
})
