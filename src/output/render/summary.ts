import type { RunSummary } from '../../runner/summary.js'
import type { Io } from '../io.js'
import { terminalText } from '../terminal-text.js'
import { createTheme } from '../theme.js'
import { duration, plural } from './layout.js'
import { renderRunError } from './run.js'

const mostGroups = 3

/** Many runs in a few lines, with one example of each way they failed. */
export async function renderSummary(summary: RunSummary, io: Io): Promise<string> {
  const theme = await createTheme(io.outColour)
  const { interrupted, count, failed, p50Ms, p95Ms, totalMs, failures, warnings } = summary
  const rate = totalMs > 0 ? Math.round((count / totalMs) * 1000) : 0
  const lines: string[] = []
  for (const { count: times, example } of failures.slice(0, mostGroups)) {
    lines.push(`${times} × ${renderRunError(example, { theme, columns: io.columns })}`, '')
  }
  if (failures.length > mostGroups) {
    lines.push(
      theme.dim(`and ${plural(failures.length - mostGroups, 'other kind')} of failure`),
      '',
    )
  }
  for (const { message, place, count: times } of warnings) {
    const where = place ? `  ${theme.dim(`${place.file}:${place.line}`)}` : ''
    const often = times === count ? 'each time' : `${times} ×`
    lines.push(`${theme.warn('!')} ${often}  ${terminalText(message)}${where}`)
  }
  if (warnings.length > 0) lines.push('')
  const verdict =
    failed === 0
      ? theme.good(`✓ ${plural(count, 'event')}, all passed`)
      : theme.bad(`✗ ${failed} of ${plural(count, 'event')} failed`)
  const stopped = interrupted ? theme.warn('  stopped before the end') : ''
  lines.push(
    `${verdict}${stopped}`,
    `  ${theme.dim(`handler p50 ${duration(p50Ms)}, p95 ${duration(p95Ms)}; ${duration(totalMs)} in all, ${rate} events/s`)}`,
  )
  return `${lines.join('\n')}\n`
}
