import { stripVTControlCharacters } from 'node:util'
import type { ReportCase } from './report-case.js'

/** A report as TAP version 14, https://testanything.org/tap-version-14-specification.html. */
export function renderTap(cases: readonly ReportCase[]): string {
  const points = cases.map((one, index) => renderPoint(one, index + 1))
  const plan = cases.length === 0 ? '1..0 # SKIP nothing to run' : `1..${cases.length}`
  return `TAP version 14\n${plan}\n${points.join('')}`
}

function renderPoint(one: ReportCase, number: number): string {
  const { outcome, name, message, logs } = one
  const point = `${outcome === 'failed' ? 'not ok' : 'ok'} ${number} - ${description(name)}`
  const directive = outcome === 'skipped' ? ` # SKIP ${description(message ?? '')}` : ''
  const comments = logs
    .flatMap((log) => plain(log).split('\n'))
    .map((line) => `# | ${line}`.trimEnd())
  return [...comments, `${point}${directive}`, ...diagnostics(one), ''].join('\n')
}

/** The YAML block below a point, indented by two. Texts are JSON strings, which YAML reads too. */
function diagnostics(one: ReportCase): string[] {
  const { outcome, type, message, details, durationMs, place, warnings } = one
  if (outcome === 'skipped') return []
  const lines = [
    `duration_ms: ${Number(durationMs.toFixed(3))}`,
    ...(outcome === 'failed' ? [`type: ${quoted(type ?? 'failed')}`, 'severity: fail'] : []),
    ...(message === null ? [] : [`message: ${quoted(message)}`]),
    ...(place === null ? [] : placeLines('at', place, '')),
    ...(details === null ? [] : ['details: |2-', ...block(details)]),
    ...(warnings.length === 0 ? [] : ['warnings:']),
    ...warnings.flatMap((warning) => [
      `  - code: ${quoted(warning.code)}`,
      `    message: ${quoted(warning.message)}`,
      ...(warning.place === null ? [] : placeLines('at', warning.place, '    ')),
    ]),
  ]
  return ['---', ...lines, '...'].map((line) => `  ${line}`.trimEnd())
}

function placeLines(
  key: string,
  { file, line, column }: NonNullable<ReportCase['place']>,
  indent: string,
): string[] {
  return [
    `${indent}${key}:`,
    `${indent}  file: ${quoted(file)}`,
    `${indent}  line: ${line}`,
    `${indent}  column: ${column}`,
  ]
}

function block(text: string): string[] {
  return plain(text)
    .split('\n')
    .map((line) => `  ${line}`)
}

/** A backslash, and the sign that begins a directive, are escaped in a description. */
function description(text: string): string {
  return plain(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\#]/g, '\\$&')
}

function quoted(text: string): string {
  return JSON.stringify(plain(text))
}

// YAML may hold no control characters, https://yaml.org/spec/1.2.2/#51-character-set.
const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replace(illegal, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
