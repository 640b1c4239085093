import type { Severity } from '../../doctor/finding.js'
import type { DoctorReport, FindingReport } from '../../doctor/report.js'
import type { CodeFrame } from '../../errors.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { renderCodeFrame } from './code-frame.js'
import { clip, narrowestText, plural, spread, wrap } from './layout.js'

/** How to render: colours, width, and what to put before the path of a docs page. */
export interface DoctorCanvas {
  theme: Theme
  columns: number
  docsBase: string
}

/** Each finding with its place, what happens, the code, what to do and where to read on; then the counts. */
export function renderReport({ findings, summary }: DoctorReport, canvas: DoctorCanvas): string {
  const blocks = findings.map((finding) => renderFinding(finding, canvas))
  return `${blocks.join('\n\n')}\n\n${renderCounts(summary, canvas)}\n`
}

/** One finding. */
export function renderFinding(finding: FindingReport, canvas: DoctorCanvas): string {
  const { theme, columns, docsBase } = canvas
  const { code, severity, place, frame, message, todo, docs } = finding
  const where = place ? `${place.file}:${place.line}:${place.column}` : ''
  const title = `${tint(severity, theme)(severity)}  ${theme.strong(code)}`
  const lines = [
    spread(title, theme.dim(terminalText(where)), columns),
    ...wrap(terminalText(message), columns - 2).map((line) => `  ${line}`),
  ]
  // A hint is about no mistake in the code.
  if (frame && frame.lines.length > 0 && severity !== 'hint') {
    lines.push(renderCodeFrame(clipFrame(frame, columns), theme))
  }
  const [first = '', ...rest] = wrap(terminalText(todo), columns - 4)
  lines.push(`  ${theme.accent('→')} ${first}`, ...rest.map((line) => `    ${line}`))
  lines.push(`    ${theme.dim(docsBase + docs)}`)
  return lines.join('\n')
}

/** What `--fix` did, or would do. */
export function renderFixes(fixed: readonly FindingReport[], dryRun: boolean): string {
  const verb = dryRun ? 'would repair' : 'repaired'
  if (fixed.length === 0) return 'nothing to repair\n'
  return fixed
    .map(({ code, place, args }) => {
      const where = place ? ` ${place.file}:${place.line}` : ''
      const name = 'name' in args && args.name !== null ? ` ${args.name}` : ''
      return `${verb} ${terminalText(`${code}${name}${where}`)}\n`
    })
    .join('')
}

/** The one line of a terminal where there is nothing to say. */
export function renderAllWell(file: string | null, { theme }: DoctorCanvas): string {
  return `${theme.good('✓')} nothing to report${file === null ? '' : ` on ${terminalText(file)}`}\n`
}

export function renderRepairable(count: number): string {
  const what = count === 1 ? '1 finding' : plural(count, 'finding')
  return `hint: badge-events doctor --fix repairs ${what}; with --dry-run it shows how.\n`
}

function renderCounts(summary: DoctorReport['summary'], { theme }: DoctorCanvas): string {
  const { errors, warnings, hints } = summary
  const parts = [
    ...(errors > 0 ? [theme.bad(plural(errors, 'error'))] : []),
    ...(warnings > 0 ? [theme.warn(plural(warnings, 'warning'))] : []),
    ...(hints > 0 ? [theme.dim(plural(hints, 'hint'))] : []),
  ]
  return parts.join(', ')
}

function tint(severity: Severity, theme: Theme): (text: string) => string {
  if (severity === 'error') return theme.bad
  return severity === 'warning' ? theme.warn : theme.accent
}

/** Minified code and keys have lines without end. */
function clipFrame(frame: CodeFrame, columns: number): CodeFrame {
  const gutter = 7 + String(frame.lines.at(-1)?.number ?? '').length
  return {
    ...frame,
    lines: frame.lines.map(({ number, text }) => ({
      number,
      text: clip(text, Math.max(narrowestText, columns - gutter)),
    })),
  }
}
