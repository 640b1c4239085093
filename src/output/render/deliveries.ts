import type { DeliveriesEnd } from '../../commands/simulate-deliveries.js'
import { terminalText } from '../terminal-text.js'
import type { Canvas } from './run.js'
import { renderStateDifferences } from './state-difference.js'

/** The line above a delivery. */
export function renderPart(text: string, { theme }: Canvas): string {
  return `${theme.dim('──')} ${theme.accent(terminalText(text))}\n`
}

/** What came of all deliveries together. */
export function renderDeliveriesEnd(end: DeliveriesEnd, canvas: Canvas): string {
  const { theme } = canvas
  const { passed, failed, shuffleSeed, unhandled, changes, order } = end
  const lines = [`${theme.dim('──')} ${theme.accent('after all deliveries')}`]
  if (changes) {
    const shown = renderStateDifferences(changes, canvas)
    lines.push(...(shown.length > 0 ? shown : [theme.dim('  the data is as it was before')]))
  }
  if (unhandled.length > 0) {
    lines.push(
      theme.dim(
        `  no handler for ${terminalText(unhandled.join(', '))}: it happened, and nobody was told`,
      ),
    )
  }
  if (shuffleSeed !== null) {
    lines.push(`  the order was ${terminalText(order.join(' '))}`)
    lines.push(theme.dim(`  --shuffle ${shuffleSeed} gives the same one again`))
  }
  const count = passed + failed
  const deliveries = count === 1 ? 'delivery' : 'deliveries'
  lines.push(
    failed === 0
      ? theme.good(`✓ ${count} ${deliveries}, all passed`)
      : theme.bad(`✗ ${failed} of ${count} ${deliveries} failed`),
  )
  return `${lines.join('\n')}\n`
}
