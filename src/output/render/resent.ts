import type { ResentOutcome } from '../../commands/simulate-resent.js'
import type { Attempt } from '../../delivery/ladder/climb.js'
import type { DataChange, RunResult } from '../../runner/result.js'
import { terminalText } from '../terminal-text.js'
import { effectText } from './effect.js'
import { renderAttemptLine, renderMarked } from './ladder.js'
import { clip, duration, span, wrap } from './layout.js'
import { type Canvas, renderChange, renderRunError } from './run.js'
import { renderStateDifferences } from './state-difference.js'
import { shortIds } from './value.js'

/** What is done here, and that Wix documents it for webhooks alone. */
export function renderResentHead({ theme, columns }: Canvas): string {
  const text =
    'as Wix resends a webhook: again after each failure, 13 deliveries at most in 47 h 11 min. ' +
    'What Wix does when a handler of a site fails is not documented.'
  return `${wrap(text, columns - 2)
    .map((line) => `  ${theme.dim(line)}\n`)
    .join('')}\n`
}

/** One delivery: its time, what came of it, and what it did before it failed. */
export function renderResentAttempt(attempt: Attempt<RunResult>, canvas: Canvas): string {
  const { result } = attempt
  return [
    renderAttemptLine(attempt, outcomeText(attempt), canvas),
    ...result.dataChanges.map((change: DataChange) => `    ${renderChange(change, canvas)}\n`),
    ...result.effects
      .filter(({ outcome, module }) => outcome === 'rejected' || !/data$/.test(module))
      .map((effect) => {
        const { call, answer } = effectText(effect)
        const text = `${effect.module}  ${call}${answer === '' ? '' : `  → ${answer}`}`
        const shown = clip(terminalText(text), Math.max(30, canvas.columns - 8))
        const { theme } = canvas
        return `      ${effect.outcome === 'rejected' ? theme.bad(shown) : theme.dim(shown)}\n`
      }),
  ].join('')
}

function outcomeText({ status, result }: Attempt<RunResult>): string {
  if (result.status === 'passed') return status === 'accepted' ? 'passed' : 'passed, too late'
  const { error } = result
  const what = result.status === 'timed-out' ? 'timed out' : result.status
  return error ? `${what}: ${shortIds(error.message)}` : what
}

/** How it ended, and what it left behind beside a delivery in which nothing failed. */
export function renderResentEnd({ climbed, aftermath }: ResentOutcome, canvas: Canvas): string {
  const { theme, columns } = canvas
  const { status, attempts } = climbed
  const over = span(attempts.at(-1)?.virtualMs ?? 0)
  const lines = ['']
  if (status !== 'accepted') {
    const text = `${causeText(attempts)}: Wix would have delivered this ${attempts.length} times over ${over}, and no delivery after that is documented`
    lines.push(...renderMarked('✗', text, theme.bad, columns))
    const last = attempts.at(-1)?.result
    if (last?.error) lines.push('', renderRunError(last, canvas))
  } else if (attempts.length === 1) {
    lines.push(theme.good('✓ passed at the first delivery: nothing to deliver again'))
  } else {
    const text = `passed at delivery ${attempts.length}, ${over} after the first one`
    lines.push(...renderMarked('✓', text, theme.good, columns))
  }
  if (!aftermath) return `${lines.join('\n')}\n`
  const { differences, repeats, missing } = aftermath
  const phrases = [...repeats, ...missing]
  if (differences.length + phrases.length === 0) {
    if (attempts.length > 1) {
      lines.push(theme.good('✓ what is left is what one delivery without a failure leaves'))
    }
    return `${lines.join('\n')}\n`
  }
  lines.push(
    theme.bad('✗ what is left is not what one delivery without a failure leaves:'),
    ...renderStateDifferences(differences, canvas),
    ...phrases.map((phrase) => `  ${terminalText(shortIds(phrase))}`),
  )
  return `${lines.join('\n')}\n`
}

function causeText(attempts: readonly Attempt<RunResult>[]): string {
  const late = attempts.filter(({ result }) => result.status === 'passed')
  if (late.length === attempts.length) {
    const most = Math.max(...late.map(({ result }) => result.durationMs))
    return `the handler took up to ${duration(most)}, and Wix waits 1,250 ms`
  }
  return 'the handler failed each time'
}
