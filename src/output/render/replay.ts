import type { PlannedStep } from '../../commands/replay-view.js'
import type { Replayed } from '../../delivery/replay/replay.js'
import type { Delivery, DeliveryOutcome } from '../../delivery/types.js'
import { terminalText } from '../terminal-text.js'
import { pad } from './layout.js'
import type { Canvas } from './run.js'
import { runText } from './show.js'
import { subjectText } from './subject.js'
import { renderOutcome, targetText } from './tail.js'

/** What became of one delivery at one target; with the run, when it failed or everything is wanted. */
export function renderReplayed(
  { delivery, target, at }: { delivery: Delivery; target: string; at: Date },
  outcome: DeliveryOutcome,
  isVerbose: boolean,
  canvas: Canvas,
): string {
  const runs = (outcome.results ?? []).filter(({ status }) => isVerbose || status !== 'passed')
  const line = renderOutcome(delivery, target, outcome, { nextMs: null, at }, canvas)
  return [line, ...runs.map((result) => `${runText(result, delivery, canvas)}\n\n`)].join('')
}

/** What a delivery would be replayed to. */
export function renderPlanned(
  { id, key, eventType, event }: Delivery,
  steps: readonly PlannedStep[],
  isExpiredWanted: boolean,
  { theme, columns }: Canvas,
): string {
  const name = terminalText(key ?? eventType)
  const subject = subjectText(event, name, Math.max(20, columns - 24))
  const lines = steps.map(({ target, token }) => {
    const how =
      token === 're-signed'
        ? theme.dim('signed anew')
        : token === 'expired'
          ? theme.warn(`token expired${isExpiredWanted ? '' : ': --re-sign or --as-is'}`)
          : ''
    return `  → ${targetText(target)}  ${how}`.trimEnd()
  })
  return `${[`${theme.strong(id)}  ${pad(theme.strong(name), 10)}  ${theme.dim(subject)}`.trimEnd(), ...lines].join('\n')}\n`
}

/** The last line: how many went through. */
export function renderReplayEnd(replayed: Replayed, { theme }: Canvas): string {
  const { delivered, skipped, failed, unsent, isInterrupted } = replayed
  const parts = [
    `${delivered} delivered`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unsent > 0 ? [`${unsent} not sent: nobody answers`] : []),
  ]
  const text = parts.join(', ')
  const isGood = failed + unsent === 0 && !isInterrupted
  const verdict = isGood ? theme.good(`✓ ${text}`) : theme.bad(`✗ ${text}`)
  return `${verdict}${isInterrupted ? theme.warn('  stopped before the end') : ''}\n`
}
