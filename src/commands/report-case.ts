import type { BadgeEventsError } from '../errors.js'
import { renderRunError } from '../output/render/run.js'
import { createTheme } from '../output/theme.js'
import type { ReportCase } from '../report/report-case.js'
import type { RunResult } from '../runner/result.js'
import type { RunSummary } from '../runner/summary.js'
import type { Unpaired } from '../simulation/pairs.js'

/** A run as a line of a report. Details are for reading without a terminal: nothing coloured, nothing cut. */
export async function caseOfRun(result: RunResult, name: string): Promise<ReportCase> {
  const { status, error, durationMs, logs, warnings, file, place } = result
  return {
    suite: file,
    name,
    file: place?.file ?? file,
    line: place?.line ?? null,
    durationMs,
    outcome: status === 'passed' ? 'passed' : 'failed',
    type: error?.name ?? null,
    message: error ? `${error.name}: ${error.message}` : null,
    details: error ? await detailsOf(result) : null,
    logs: logs.map(({ level, text }) => (level === 'log' ? text : `${level}: ${text}`)),
    place: error?.place ?? null,
    warnings,
  }
}

/** What to call a run: `assigned → wixBadges_onBadgeAssigned`. */
export function runName({ event, handler }: Pick<RunResult, 'event' | 'handler'>): string {
  return `${event} → ${handler}`
}

/** Many runs of one handler as one line: how many failed, and the ways they did. */
export async function caseOfMany(summary: RunSummary, first: RunResult): Promise<ReportCase> {
  const { count, failed, failures, warnings, totalMs } = summary
  const [worst] = failures
  const texts = await Promise.all(
    failures.map(async ({ count: times, example }) => {
      return `${times} × ${example.error?.name}: ${example.error?.message}\n${await detailsOf(example)}`
    }),
  )
  return {
    ...(await caseOfRun(worst?.example ?? first, `${runName(first)}, ${count} times`)),
    durationMs: totalMs,
    message: worst ? `${failed} of ${count} failed` : null,
    details: worst ? texts.join('\n\n') : null,
    logs: [],
    warnings,
  }
}

/** A fixture that could not be sent; it is the file that is shown. */
export function caseOfInvalid(
  { code, message, hint, frame }: BadgeEventsError,
  name: string,
  { suite, file }: { suite: string; file: string },
): ReportCase {
  const [first = '', ...rest] = message.split('\n')
  const details = [...rest, ...(hint === undefined ? [] : [`hint: ${hint}`])]
  const place = frame ? { file, line: frame.line, column: frame.column } : null
  return {
    ...failedCase(suite, name, code, first),
    file,
    line: frame?.line ?? null,
    details: details.length === 0 ? null : details.join('\n'),
    place,
  }
}

/** A handler without a fixture, or a fixture without a handler. */
export function caseOfUnpaired({ name, reason, isBroken }: Unpaired, suite: string): ReportCase {
  if (isBroken) return failedCase(suite, name, 'FIXTURE_INVALID', reason)
  return { ...passedCase(suite, name), outcome: 'skipped', message: reason }
}

/** Something else that failed. */
export function failedCase(suite: string, name: string, type: string, message: string): ReportCase {
  return { ...passedCase(suite, name), outcome: 'failed', type, message }
}

/** Something else that was well. */
export function passedCase(suite: string, name: string): ReportCase {
  return {
    suite,
    name,
    file: suite,
    line: null,
    durationMs: 0,
    outcome: 'passed',
    type: null,
    message: null,
    details: null,
    logs: [],
    place: null,
    warnings: [],
  }
}

/** Place, code, callers, cause and hint; the first line says again what the message says. */
async function detailsOf(result: RunResult): Promise<string | null> {
  const canvas = { theme: await createTheme(false), columns: Number.POSITIVE_INFINITY }
  const lines = renderRunError(result, canvas).split('\n')
  const rest = lines.slice(result.error?.message.split('\n').length ?? 1)
  return rest.length === 0 ? null : rest.join('\n')
}
