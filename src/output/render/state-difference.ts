import type { StateDifference } from '../../runner/state-difference.js'
import { terminalText } from '../terminal-text.js'
import { clip, plural } from './layout.js'
import { type Canvas, withoutDates } from './run.js'
import { inlineValue } from './value.js'

const mostRows = 3

/** In what two states of a world differ, a line for each row or field. */
export function renderStateDifferences(
  differences: readonly StateDifference[],
  { theme, columns }: Canvas,
): string[] {
  return differences.flatMap((difference) => {
    const name = terminalText(difference.collection)
    const room = Math.max(30, columns - name.length - 6)
    if (difference.kind === 'changed') {
      const { id, field, before, after } = difference
      const text = `~ ${inlineValue(id)}  ${field}: ${inlineValue(before)} → ${inlineValue(after)}`
      return [`  ${theme.strong(name)}  ${theme.warn(clip(terminalText(text), room))}`]
    }
    const { kind, rows } = difference
    const [sign, colour] = kind === 'inserted' ? ['+', theme.good] : ['-', theme.bad]
    const shown = rows.slice(0, mostRows).map((row) => {
      const text = clip(`${sign} ${inlineValue(withoutDates(row))}`, room)
      return `  ${theme.strong(name)}  ${colour(text)}`
    })
    const rest = rows.length - mostRows
    return rest > 0 ? [...shown, theme.dim(`  … and ${plural(rest, 'more row')}`)] : shown
  })
}
