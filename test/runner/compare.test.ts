import { describe, expect, test } from 'vitest'
import { compareRuns } from '../../src/runner/compare.js'
import { createEffect, createResult } from './results.js'

const insert = (collection: string, changes = {}) =>
  createEffect({ args: [collection, {}], ...changes })
const run = (...effects: ReturnType<typeof createEffect>[]) => createResult({ effects })

describe('compareRuns', () => {
  test('finds nothing between equal runs, whatever their times, places and new ids', () => {
    const first = run(
      createEffect({
        args: [
          'Log',
          { id: 'ff20c02e-6d3f-4a70-9a35-0d6a0f1b6a01', at: '2026-03-01T00:00:00.000Z' },
        ],
      }),
    )
    const second = run(
      createEffect({
        args: [
          'Log',
          { id: '0b2f7e1d-ea6b-4963-96f8-28137ee311a4', at: '2027-01-01T09:09:09.123Z' },
        ],
        durationMs: 99,
        startedMs: 7,
        place: null,
      }),
    )
    expect(compareRuns(first, second)).toEqual({ status: null, added: [], removed: [] })
  })

  test('finds what was added and removed, in order', () => {
    const { added, removed } = compareRuns(
      run(insert('A'), insert('B'), insert('C')),
      run(insert('C'), insert('D'), insert('A'), insert('E')),
    )
    expect(added.map(({ args }) => args[0])).toEqual(['D', 'E'])
    expect(removed.map(({ args }) => args[0])).toEqual(['B'])
  })

  test('counts equal calls', () => {
    const twice = run(insert('A'), insert('A'))
    expect(compareRuns(run(insert('A')), twice).added).toHaveLength(1)
    expect(compareRuns(twice, run(insert('A'))).removed).toHaveLength(1)
    expect(compareRuns(twice, twice)).toEqual({ status: null, added: [], removed: [] })
  })

  test.each([
    ['arguments', { args: ['A', { a: 2 }] }],
    ['the outcome', { outcome: 'rejected' as const }],
    ['being awaited', { afterReturn: true }],
    ['the method', { method: 'save' }],
  ])('takes a call with another of %s for another call', (_title, changes) => {
    const { added, removed } = compareRuns(run(insert('A')), run(insert('A', changes)))
    expect([added.length, removed.length]).toEqual([1, 1])
  })

  test('tells a change of the status', () => {
    expect(compareRuns(createResult(), createResult({ status: 'failed' })).status).toEqual({
      before: 'passed',
      after: 'failed',
    })
  })
})
