import type { Pruned } from '../../delivery/log/log.js'

/** How much was removed, or would be. */
export function renderPruned({ deliveries, refusals, waiting }: Pruned, isPlan: boolean): string {
  const verb = isPlan ? 'would be removed' : 'removed'
  const lines = [
    `${count(deliveries)}${refusals > 0 ? ` and ${refusalText(refusals)}` : ''} ${verb}`,
  ]
  if (waiting > 0) {
    lines.push(
      `${count(waiting)} as old ${waiting === 1 ? 'stays' : 'stay'}: a target has yet to get ${waiting === 1 ? 'it' : 'them'}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function count(deliveries: number): string {
  return `${deliveries} ${deliveries === 1 ? 'delivery' : 'deliveries'}`
}

function refusalText(refusals: number): string {
  return `${refusals} ${refusals === 1 ? 'refusal' : 'refusals'}`
}
