import { describe, expect, test } from 'vitest'
import type { RunError } from '../../src/runner/result.js'
import { createRunSummary } from '../../src/runner/summary.js'
import { createResult } from './results.js'

const failure = (message: string, line: number) =>
  createResult({
    status: 'failed',
    error: {
      kind: 'threw',
      name: 'Error',
      message,
      place: { file: 'a.js', line, column: 1 },
      frame: null,
      stack: [],
    } satisfies RunError,
  })

describe('a summary of runs', () => {
  test('counts, and gives the median and the 95th percentile', () => {
    const summary = createRunSummary()
    for (let ms = 100; ms >= 1; ms--) summary.add(createResult({ durationMs: ms }))
    expect(summary.count).toBe(100)
    expect(summary.finish(false)).toMatchObject({
      count: 100,
      failed: 0,
      p50Ms: 50,
      p95Ms: 95,
      interrupted: false,
      failures: [],
    })
  })

  test('of one run has that one for both', () => {
    const summary = createRunSummary()
    summary.add(createResult({ durationMs: 7 }))
    expect(summary.finish(false)).toMatchObject({ p50Ms: 7, p95Ms: 7 })
  })

  test('of no run is all zeros', () => {
    expect(createRunSummary().finish(true)).toMatchObject({
      interrupted: true,
      count: 0,
      p50Ms: 0,
      p95Ms: 0,
    })
  })

  test('groups failures by message and place, the most frequent first', () => {
    const summary = createRunSummary()
    for (const result of [failure('a', 1), failure('b', 1), failure('b', 1), failure('b', 2)]) {
      summary.add(result)
    }
    expect(summary.failed).toBe(4)
    expect(
      summary
        .finish(false)
        .failures.map(({ count, example }) => [
          count,
          example.error?.message,
          example.error?.place?.line,
        ]),
    ).toEqual([
      [2, 'b', 1],
      [1, 'a', 1],
      [1, 'b', 2],
    ])
  })

  test('counts warnings, also of runs that passed', () => {
    const summary = createRunSummary()
    const warning = { code: 'not-awaited', message: 'm', place: null }
    for (let run = 0; run < 3; run++) summary.add(createResult({ warnings: [warning] }))
    expect(summary.finish(false).warnings).toEqual([
      { code: 'not-awaited', message: 'm', place: null, count: 3 },
    ])
  })
})
