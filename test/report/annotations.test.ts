import { describe, expect, test } from 'vitest'
import { renderAnnotations } from '../../src/report/annotations.js'
import type { ReportCase } from '../../src/report/report-case.js'
import { createCase, failed, nasty } from './cases.js'

const render = (...cases: ReportCase[]): string =>
  renderAnnotations(cases, { pathOf: (file) => `site/${file}` })

describe('annotations', () => {
  test('say nothing of what passed or was skipped', () => {
    expect(render(createCase(), createCase({ outcome: 'skipped', message: 'why' }))).toBe('')
  })

  test('show a failure at its line', () => {
    expect(render(failed)).toBe(
      '::error file=site/src/a.js,line=3,col=5,title=created → b::TypeError: no%0Areally%0A  at src/a.js:3:5%0A    3 | a <b> & "c"\n',
    )
  })

  test('show it at the handler when it has no place, and at the file when that has none', () => {
    const timedOut = createCase({ outcome: 'failed', message: 'slow' })
    expect(render(timedOut)).toMatch(/^::error file=site\/src\/backend\/events\.js,line=7,title=/)
    expect(render({ ...timedOut, line: null })).toMatch(
      /^::error file=site\/src\/backend\/events\.js,title=/,
    )
  })

  test('show warnings of what passed, the same one once', () => {
    const place = { file: 'src/a.js', line: 2, column: 1 }
    const one = createCase({ warnings: [{ code: 'not-awaited', message: 'm', place }] })
    expect(render(one, one)).toBe(
      '::warning file=site/src/a.js,line=2,col=1,title=not-awaited%3A assigned → wixBadges_onBadgeAssigned::m\n',
    )
  })

  test('are one line each, with the escapes that GitHub undoes', () => {
    const line = render(
      createCase({
        outcome: 'failed',
        name: nasty,
        message: nasty,
        place: { file: 'a,b:c%.js', line: 1, column: 1 },
      }),
    )
    expect(line.match(/\n/g)).toHaveLength(1)
    const [, properties = '', message = ''] = /^::error ([\s\S]*?)::([\s\S]*)\n$/.exec(line) ?? []
    const values = Object.fromEntries(
      properties.split(',').map((pair) => {
        const at = pair.indexOf('=')
        return [pair.slice(0, at), pair.slice(at + 1)]
      }),
    )
    const undo = (text: string): string =>
      text
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%')
    const plain = nasty.replaceAll('\u001b[31m', '').replaceAll('\u001b[39m', '')
    expect(undo(values.file ?? '')).toBe('site/a,b:c%.js')
    expect(undo(values.title ?? '')).toBe(plain)
    expect(undo(message)).toBe(plain)
  })
})
