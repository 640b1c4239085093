import type { HandlerOutcome, RunResult } from '../../runner/result.js'
import { terminalText } from '../terminal-text.js'
import { clip, duration, spread, visibleLength } from './layout.js'
import type { Canvas } from './run.js'

/** What each of several handlers of one event did; nothing for a single one, whose run this is. */
export function renderHandlers(result: RunResult, canvas: Canvas): string[] {
  const { handlers = [] } = result
  if (handlers.length < 2) return []
  return handlers.map((outcome, index) => renderHandler(outcome, index, result, canvas))
}

function renderHandler(
  outcome: HandlerOutcome,
  index: number,
  { effects }: RunResult,
  { theme, columns }: Canvas,
): string {
  const { status, place, durationMs, error } = outcome
  const calls = effects.flatMap(({ handler }, number) => (handler === index ? [number + 1] : []))
  const made = calls.length === 0 ? '' : `  call${calls.length > 1 ? 's' : ''} ${calls.join(' ')}`
  const reason = error ? terminalText(`${error.name}: ${error.message}`) : ''
  // The whole text follows with the verdict on the run, or is in the JSON.
  const what = error ? `  ${clip(reason, Math.max(20, columns - 32))}` : made
  const where = place ? `${place.file}:${place.line}` : outcome.name
  const verdict = {
    passed: theme.good(`✓ passed in ${duration(durationMs)}`),
    failed: theme.bad(`✗ failed in ${duration(durationMs)}`),
    pending: theme.warn('… had not ended'),
  }[status]
  const text = `  ${verdict}${what}${error ? made : ''}`
  const line = spread(text, theme.dim(where), columns)
  return visibleLength(line) > columns ? `${text}\n    ${theme.dim(where)}` : line
}
