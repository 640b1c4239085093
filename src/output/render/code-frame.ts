import type { CodeFrame } from '../../errors.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'

const tab = '  '

/** Source lines around a place, with a caret below its column. */
export function renderCodeFrame({ line, column, lines }: CodeFrame, theme: Theme): string {
  const width = String(lines.at(-1)?.number ?? line).length
  return lines
    .flatMap(({ number, text }) => {
      const label = String(number).padStart(width)
      const shown = terminalText(text.replaceAll('\t', tab))
      if (number !== line) return [theme.dim(`    ${label} | ${shown}`)]
      const before = terminalText(text.slice(0, column - 1).replaceAll('\t', tab))
      return [
        `  ${theme.bad('>')} ${label} | ${shown}`,
        `    ${' '.repeat(width)} | ${' '.repeat([...before].length)}${theme.bad('^')}`,
      ]
    })
    .map((row) => row.trimEnd())
    .join('\n')
}
