import { countCases, type ReportCase } from './report-case.js'
import { xmlAttribute, xmlText } from './xml-text.js'

export interface JunitOptions {
  /** When the first run began. */
  startedAt: Date
}

/**
 * A report as JUnit XML, in the form that CI services read: a suite for each file, times in seconds.
 * The format has no standard; this keeps to the elements and attributes that
 * https://github.com/testmoapp/junitxml lists as the common ones.
 */
export function renderJunit(cases: readonly ReportCase[], { startedAt }: JunitOptions): string {
  const suites = [...new Set(cases.map(({ suite }) => suite))].map((suite) => {
    const members = cases.filter((one) => one.suite === suite)
    const attributes = { name: suite, ...totals(members), timestamp: startedAt.toISOString() }
    return element('testsuite', attributes, members.map(renderCase), '  ')
  })
  const root = element('testsuites', { name: 'badge-events', ...totals(cases) }, suites, '')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`
}

function totals(cases: readonly ReportCase[]): Record<string, string> {
  const { failed, skipped } = countCases(cases)
  const ms = cases.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return {
    tests: String(cases.length),
    failures: String(failed),
    errors: '0',
    skipped: String(skipped),
    time: seconds(ms),
  }
}

function renderCase(one: ReportCase): string {
  const { suite, name, file, line, durationMs, logs } = one
  const attributes = {
    name,
    classname: suite,
    file,
    ...(line !== null && { line: String(line) }),
    time: seconds(durationMs),
  }
  const children = [
    ...renderOutcome(one),
    ...(logs.length === 0 ? [] : [`      <system-out>${xmlText(logs.join('\n'))}</system-out>\n`]),
  ]
  return element('testcase', attributes, children, '    ')
}

function renderOutcome({ outcome, type, message, details }: ReportCase): string[] {
  if (outcome === 'passed') return []
  const attributes = renderAttributes({ message: message ?? '' })
  if (outcome === 'skipped') return [`      <skipped${attributes}/>\n`]
  const kind = renderAttributes({ type: type ?? 'failed' })
  const text = [message, details].filter((part) => part !== null).join('\n')
  return [`      <failure${attributes}${kind}>${xmlText(text)}</failure>\n`]
}

function element(
  name: string,
  attributes: Record<string, string>,
  children: readonly string[],
  indent: string,
): string {
  const start = `${indent}<${name}${renderAttributes(attributes)}`
  return children.length === 0
    ? `${start}/>\n`
    : `${start}>\n${children.join('')}${indent}</${name}>\n`
}

function renderAttributes(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    .join('')
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(6)
}
