import type { OrdersGroup, OrdersVerdict } from '../../commands/simulate-orders.js'
import { terminalText } from '../terminal-text.js'
import { plural } from './layout.js'
import type { Canvas } from './run.js'
import { renderStateDifferences } from './state-difference.js'

const mostGroups = 4
const mostOrders = 3

/** Which orders of the events end otherwise than the order in which they happened, and how. */
export function renderOrders(verdict: OrdersVerdict, canvas: Canvas): string {
  const { theme } = canvas
  const { inOrder, tried, deviant, groups } = verdict
  const events = terminalText(inOrder.join(' '))
  if (deviant === 0) {
    return `${theme.good(`✓ all ${tried} orders of ${events} end alike`)}\n`
  }
  const rest = groups.length - mostGroups
  return [
    theme.bad(`✗ ${deviant} of ${tried} orders end otherwise than ${events}`),
    `  Wix promises no order. ${theme.dim('metadata.eventTime tells which event is the newer one.')}`,
    ...groups.slice(0, mostGroups).flatMap((group) => renderGroup(group, canvas)),
    ...(rest > 0
      ? ['', theme.dim(`and ${plural(rest, 'other difference')}; --json has them all`)]
      : []),
    '',
  ].join('\n')
}

function renderGroup(group: OrdersGroup, canvas: Canvas): string[] {
  const { theme } = canvas
  const { count, swapped, differences, failures, orders } = group
  const when = swapped
    ? `whenever ${swapped.later} comes before ${swapped.earlier}`
    : orders
        .slice(0, mostOrders)
        .map((order) => order.join(' '))
        .join('; ')
  const more = swapped || count <= mostOrders ? '' : ' …'
  return [
    '',
    `${theme.accent(`${count} ${count === 1 ? 'order' : 'orders'}`)}  ${terminalText(when)}${more}`,
    ...failures.map(({ event, error }) => {
      const where = error.place ? theme.dim(`  ${error.place.file}:${error.place.line}`) : ''
      return `  ${theme.bad(terminalText(`${event} failed: ${error.message}`))}${where}`
    }),
    ...renderStateDifferences(differences, canvas),
  ]
}
