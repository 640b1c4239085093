import { stripVTControlCharacters } from 'node:util'
import type { Place } from '../errors.js'
import type { ReportCase } from './report-case.js'

export interface AnnotationOptions {
  /** A file of the site, as it is called in the repository. */
  pathOf(file: string): string
}

/**
 * A report as workflow commands of GitHub Actions, which shows them beside the lines of code:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. What passed
 * without a warning says nothing.
 */
export function renderAnnotations(
  cases: readonly ReportCase[],
  { pathOf }: AnnotationOptions,
): string {
  const lines = cases.flatMap((one) => [
    ...(one.outcome === 'failed' ? [errorLine(one, pathOf)] : []),
    ...one.warnings.map((warning) =>
      command(
        'warning',
        placeOf(warning.place, one),
        `${warning.code}: ${one.name}`,
        warning.message,
        pathOf,
      ),
    ),
  ])
  // The same line makes the same remark run after run.
  return [...new Set(lines)].map((line) => `${line}\n`).join('')
}

function errorLine(one: ReportCase, pathOf: (file: string) => string): string {
  const text = [one.message, one.details].filter((part) => part !== null).join('\n')
  return command('error', placeOf(one.place, one), one.name, text, pathOf)
}

type Position = Pick<Place, 'file'> & Partial<Pick<Place, 'line' | 'column'>>

function placeOf(place: Place | null, { file, line }: ReportCase): Position {
  return place ?? { file, ...(line !== null && { line }) }
}

function command(
  kind: 'error' | 'warning',
  { file, line, column }: Position,
  title: string,
  message: string,
  pathOf: (file: string) => string,
): string {
  const properties = [
    `file=${property(pathOf(file))}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${property(title)}`,
  ]
  return `::${kind} ${properties.join(',')}::${data(message)}`
}

/** The escapes of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. */
function data(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
