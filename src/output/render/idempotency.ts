import type { IdempotencyVerdict } from '../../commands/simulate-idempotent.js'
import { terminalText } from '../terminal-text.js'
import { spread, wrap } from './layout.js'
import type { Canvas } from './run.js'
import { shortIds } from './value.js'

/** Whether a handler is idempotent; if it is not, what it did twice and how that is cured. */
export function renderIdempotency(verdict: IdempotencyVerdict, canvas: Canvas): string {
  const { theme } = canvas
  const { handler, status, repeats, cures } = verdict
  const name = theme.strong(terminalText(handler))
  if (status === 'unproven') {
    return `${theme.bad('✗ not proven')}  ${name}\n  It failed on the first delivery: there is nothing to compare the second with.\n`
  }
  if (status === 'idempotent') {
    return `${theme.good('✓ idempotent')}  ${name}\n  The second delivery changed nothing and sent nothing.\n`
  }
  return [
    `${theme.bad('✗ not idempotent')}  ${name}`,
    ...wrap(
      `The second delivery ${terminalText(shortIds(joined(repeats)))}.`,
      canvas.columns - 2,
    ).map((line) => `  ${line}`),
    '  Wix may deliver an event more than once, with the same event id.',
    ...cures.flatMap(({ title, file, code }, index) => [
      '',
      spread(
        `${theme.accent(`cure ${index + 1}`)}  ${terminalText(title)}`,
        theme.dim(terminalText(file)),
        canvas.columns,
      ),
      ...code.split(/\r\n|\n|\r/).map((line) => `  ${terminalText(line)}`.trimEnd()),
    ]),
    '',
  ].join('\n')
}

/** `a, b and c` */
function joined(phrases: readonly string[]): string {
  if (phrases.length <= 1) return phrases.join('')
  return `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1)}`
}
