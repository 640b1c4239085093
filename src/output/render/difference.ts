import type { RunDifference } from '../../runner/compare.js'
import type { Effect } from '../../runner/result.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { effectText } from './effect.js'
import { clip } from './layout.js'

/** What a change of the code changed in what it does. */
export function renderDifference(
  { status, added, removed }: RunDifference,
  { theme, columns }: { theme: Theme; columns: number },
): string {
  const line = (sign: string, { module, ...effect }: Effect): string =>
    clip(terminalText(`  ${sign} ${module}  ${effectText({ module, ...effect }).call}`), columns)
  const lines = [
    ...removed.map((effect) => theme.bad(line('-', effect))),
    ...added.map((effect) => theme.good(line('+', effect))),
  ]
  if (status) lines.push(`  ${status.before} before, ${status.after} now`)
  if (lines.length === 0) return `${theme.dim('same effects as before')}\n`
  return `${theme.dim('changed since the last run:')}\n${lines.join('\n')}\n`
}
