import { describe, expect, test } from 'vitest'
import { createShaper } from '../../src/runner/shape.js'
import { compareStates } from '../../src/runner/state-difference.js'

const one = '11111111-1111-4111-8111-111111111111'
const two = '22222222-2222-4222-8222-222222222222'
const shape = createShaper([])

describe('compareStates', () => {
  test('finds rows that came and went', () => {
    const before = { Log: { a: { _id: 'a', n: 1 } }, Old: { x: { _id: 'x' } } }
    const after = { Log: { a: { _id: 'a', n: 1 }, b: { _id: 'b', n: 2 } }, Old: {} }
    expect(compareStates(before, after, shape)).toEqual([
      { collection: 'Log', kind: 'inserted', rows: [{ _id: 'b', n: 2 }] },
      { collection: 'Old', kind: 'removed', rows: [{ _id: 'x' }] },
    ])
  })

  test('takes rows that differ in generated ids and times for one', () => {
    const before = { Log: { [one]: { _id: one, at: '2026-01-01T00:00:00.000Z', n: 1 } } }
    const after = { Log: { [two]: { n: 1, _id: two, at: '2026-01-02T00:00:00.000Z' } } }
    expect(compareStates(before, after, shape)).toEqual([])
    const knowing = createShaper([one])
    expect(compareStates(before, after, knowing)).toHaveLength(2)
  })

  test('matches each row once', () => {
    const row = (_id: string) => ({ _id, n: 1 })
    const before = { Log: { [one]: row(one) } }
    const after = {
      Log: {
        [two]: row(two),
        '33333333-3333-4333-8333-333333333333': row('33333333-3333-4333-8333-333333333333'),
      },
    }
    expect(compareStates(before, after, shape)).toMatchObject([
      { kind: 'inserted', rows: [{ n: 1 }] },
    ])
  })

  test('compares rows of one id field by field', () => {
    const before = { T: { a: { _id: 'a', count: 1, tags: ['x'], gone: true } } }
    const after = { T: { a: { _id: 'a', count: 2, tags: ['x'], revision: 4 } } }
    expect(compareStates(before, after, shape)).toEqual([
      { collection: 'T', kind: 'changed', id: 'a', field: 'count', before: 1, after: 2 },
      { collection: 'T', kind: 'changed', id: 'a', field: 'gone', before: true, after: null },
      { collection: 'T', kind: 'changed', id: 'a', field: 'revision', before: null, after: 4 },
    ])
  })

  test('leaves out what Wix counts with each write', () => {
    const badge = (revision: number, minute: number) => ({
      'the badges': { b: { _id: 'b', revision, _updatedDate: `2026-01-01T00:0${minute}:00.000Z` } },
    })
    expect(compareStates(badge(1, 1), badge(2, 2), createShaper([badge(1, 1)]))).toEqual([])
  })
})
