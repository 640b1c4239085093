import type { Place } from '../errors.js'

/** One line of a report: one run of one handler with one event, or one check. */
export interface ReportCase {
  /** What it belongs to: the file with the handlers. */
  suite: string
  name: string
  /** Where it is declared, relative to the site. */
  file: string
  line: number | null
  durationMs: number
  outcome: 'passed' | 'failed' | 'skipped'
  /** What kind of failure it is: the name of an error. */
  type: string | null
  /** Why it failed or was skipped, on one line. */
  message: string | null
  /** More about it, on several: stack, code, differences. */
  details: string | null
  /** What the handler logged. */
  logs: readonly string[]
  /** Where it failed. */
  place: Place | null
  warnings: readonly ReportWarning[]
}

export interface ReportWarning {
  code: string
  message: string
  place: Place | null
}

/** The numbers of a report. */
export function countCases(cases: readonly ReportCase[]) {
  const count = (outcome: ReportCase['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}
