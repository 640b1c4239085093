import type { ReportCase } from '../../src/report/report-case.js'

/** A case that passed, changed as a test needs it. */
export function createCase(changes: Partial<ReportCase> = {}): ReportCase {
  return {
    suite: 'src/backend/events.js',
    name: 'assigned → wixBadges_onBadgeAssigned',
    file: 'src/backend/events.js',
    line: 7,
    durationMs: 12.5,
    outcome: 'passed',
    type: null,
    message: null,
    details: null,
    logs: [],
    place: null,
    warnings: [],
    ...changes,
  }
}

export const failed = createCase({
  name: 'created → b',
  durationMs: 1,
  outcome: 'failed',
  type: 'TypeError',
  message: 'TypeError: no\nreally',
  details: '  at src/a.js:3:5\n    3 | a <b> & "c"',
  place: { file: 'src/a.js', line: 3, column: 5 },
})

/** What neither XML nor YAML can hold, and what means something to one of them. */
export const nasty =
  '\u0000\u0001\u001b[31mred\u001b[39m \ud83d \udc00 😀 \ufffe \u2028 ]]> <a b="c\'"> &amp; %0A # \\ : , \t\r\n--- ...\n  "x"'
