import fc from 'fast-check'
import { Parser, type Result as Point } from 'tap-parser'
import { describe, expect, test } from 'vitest'
import type { ReportCase } from '../../src/report/report-case.js'
import { renderTap } from '../../src/report/tap.js'
import { createCase, failed, nasty } from './cases.js'

/** Reads TAP with the parser of node-tap, strictly. */
function parse(tap: string) {
  const parser = new Parser({ strict: true })
  const points: Point[] = []
  const comments: string[] = []
  let version: string | number | undefined
  parser.on('assert', (point) => points.push(point))
  parser.on('comment', (comment) => comments.push(comment))
  parser.on('version', (found) => {
    version = found
  })
  parser.end(tap)
  return { points, comments, version, results: parser.results }
}
const render = (...cases: ReportCase[]) => parse(renderTap(cases))

describe('TAP', () => {
  test('begins with its version and its plan', () => {
    expect(renderTap([createCase(), failed])).toMatch(/^TAP version 14\n1\.\.2\nok 1 - /)
    const { version, points, results } = render(createCase(), failed)
    expect(String(version)).toBe('14')
    expect(points.map(({ ok, id, name }) => [ok, id, name])).toEqual([
      [true, 1, 'assigned → wixBadges_onBadgeAssigned'],
      [false, 2, 'created → b'],
    ])
    // One point failed, and beyond that nothing is wrong with it.
    expect(results?.failures.filter(({ tapError }) => tapError !== null)).toEqual([])
  })

  test('tells a failure in a block of YAML', () => {
    const { diag, time } = render(failed).points[0] ?? {}
    // The parser takes the duration out of the block.
    expect(time).toBe(1)
    expect(diag).toEqual({
      type: 'TypeError',
      severity: 'fail',
      message: 'TypeError: no\nreally',
      at: { file: 'src/a.js', line: 3, column: 5 },
      details: '  at src/a.js:3:5\n    3 | a <b> & "c"',
    })
  })

  test('has warnings, also of what passed', () => {
    const warnings = [
      {
        code: 'not-awaited',
        message: 'it was running',
        place: { file: 'a.js', line: 2, column: 1 },
      },
      { code: 'other', message: 'also', place: null },
    ]
    expect(render(createCase({ warnings })).points[0]?.diag).toEqual({
      warnings: [
        {
          code: 'not-awaited',
          message: 'it was running',
          at: { file: 'a.js', line: 2, column: 1 },
        },
        { code: 'other', message: 'also' },
      ],
    })
  })

  test('has logs as comments before their point, none of which is taken for more', () => {
    const { comments, points } = render(createCase({ logs: ['one', 'Subtest: x\n1..3\nnot ok 7'] }))
    expect(comments).toEqual(['# | one\n', '# | Subtest: x\n', '# | 1..3\n', '# | not ok 7\n'])
    expect(points).toHaveLength(1)
  })

  test('says what was skipped, and why', () => {
    const skipped = createCase({ name: 'order.json', outcome: 'skipped', message: 'no # handler' })
    expect(render(skipped).points[0]).toMatchObject({
      ok: true,
      name: 'order.json',
      skip: 'no # handler',
    })
  })

  test('has a plan when there is nothing', () => {
    expect(render().results).toMatchObject({ ok: true, plan: { skipAll: true } })
  })

  test('reads a sign that begins a directive as a part of the name', () => {
    const { points } = render(createCase({ name: 'a # SKIP b \\ c\nd' }))
    expect(points[0]).toMatchObject({ name: 'a # SKIP b \\ c d', skip: false })
  })

  test('has no character that YAML cannot hold', () => {
    const { points } = render(
      createCase({ outcome: 'failed', message: nasty, details: nasty, logs: [nasty] }),
    )
    expect(points).toHaveLength(1)
    const readable = expect.stringContaining('\\u0000\\u0001red \\ud83d \\udc00 😀')
    expect(points[0]?.diag).toMatchObject({ message: readable, details: readable })
  })

  test('is TAP whatever is in it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    fc.assert(
      fc.property(text, text, (name, more) => {
        const { points, results } = render(
          createCase({
            name,
            logs: [more],
            outcome: 'failed',
            message: more,
            details: `${more}\n${name}`,
          }),
          createCase(),
        )
        expect(points.map(({ ok }) => ok)).toEqual([false, true])
        expect(points[0]?.diag).toMatchObject({ severity: 'fail' })
        expect(results?.failures.filter(({ tapError }) => tapError !== null)).toEqual([])
      }),
    )
  })
})
