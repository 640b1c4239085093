import type { LadderHead } from '../../commands/ladder-view.js'
import type { Attempt, Climb } from '../../delivery/ladder/climb.js'
import type { SentResult } from '../../delivery/send/send.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { afterwardsText, causeText, resultText, uncountedText } from './ladder-text.js'
import { clip, duration, pad, span, spread, wrap } from './layout.js'

export interface LadderCanvas {
  theme: Theme
  columns: number
}

const hourMs = 3_600_000
/** The widest is `+47 h 11 min`. */
const timeColumns = 12
/** What stands before the answer of a delivery, and the time it took after it. */
const aroundResult = 32

/** `assigned → http://localhost:3000/webhook`, and how time passes. */
export function renderLadderHead(
  { event, url, speed, maxDeliveries, ladderMs }: LadderHead,
  { theme, columns }: LadderCanvas,
): string {
  const pace = speed === 1 ? 'in real time' : `1 h passes in ${shortSpan(hourMs / speed)}`
  const text = `as Wix resends it: up to ${maxDeliveries} deliveries in ${span(ladderMs)}; ${pace}`
  return lines([
    `${theme.strong(terminalText(event))} → ${terminalText(url)}`,
    ...wrap(text, columns - 2).map((line) => `  ${theme.dim(line)}`),
    '',
  ])
}

/** One delivery on one line: its number, its time, the answer, how long that took. */
export function renderAttempt(attempt: Attempt<SentResult>, canvas: LadderCanvas): string {
  return renderAttemptLine(attempt, resultText(attempt.result), canvas)
}

/** The same for a delivery to whatever it may be. */
export function renderAttemptLine(
  { number, virtualMs, status, result }: Attempt<{ durationMs: number }>,
  outcome: string,
  { theme, columns }: LadderCanvas,
): string {
  const time = pad(virtualMs === 0 ? '+0:00' : `+${span(virtualMs)}`, timeColumns)
  const room = Math.max(columns - aroundResult, 20)
  const text = clip(terminalText(outcome), room)
  const mark = status === 'accepted' ? theme.good(`✓ ${text}`) : theme.bad(`✗ ${text}`)
  const left = `  ${String(number).padStart(2)}  ${theme.dim(time)}  ${mark}`
  return `${spread(left, theme.dim(duration(result.durationMs)), columns)}\n`
}

/** Why there is more to come though nothing was reached; nothing where something was. */
export function renderGoingOn({ result }: Attempt<SentResult>, columns: number): string {
  if (result.status !== 'unreachable') return ''
  const text =
    'Wix would go on, and so does this: start or mend your server meanwhile, or press Ctrl-C.'
  return lines(wrap(text, columns - 6).map((line) => `      ${line}`))
}

/** `3.6 ms`, `1 s`, `100 s`, `40 min`. */
function shortSpan(ms: number): string {
  if (ms >= 120_000) return span(ms)
  return ms < 1000 ? duration(ms) : `${Number((ms / 1000).toFixed(1))} s`
}

/** While nothing happens. Both times, because one is Wix's and one is ours. */
export function waitingText(leftMs: number, speed: number): string {
  const ours = leftMs < 60_000 ? `${Math.ceil(leftMs / 1000)} s` : span(leftMs)
  const left = speed === 1 ? ours : `${span(leftMs * speed)} (${ours} here)`
  return `      next delivery in ${left}`
}

/** What Wix would have done, and what that means for the endpoint. */
export function renderLadderEnd(climbed: Climb<SentResult>, canvas: LadderCanvas): string {
  const { theme, columns } = canvas
  const notes = uncountedText(climbed.attempts)
  return lines([
    '',
    ...renderVerdict(climbed, canvas),
    ...(notes === '' ? [] : renderMarked('!', notes, theme.warn, columns)),
  ])
}

function renderVerdict(
  { status, attempts }: Climb<SentResult>,
  { theme, columns }: LadderCanvas,
): string[] {
  const count = attempts.length
  const over = span(attempts.at(-1)?.virtualMs ?? 0)
  switch (status) {
    case 'accepted': {
      const text =
        count === 1
          ? 'accepted at the first delivery: nothing to send again'
          : `accepted in the end: Wix would have delivered this ${count} times over ${over}`
      return renderMarked('✓', text, theme.good, columns)
    }
    case 'given-up': {
      const text = `${causeText(attempts)}: Wix would have delivered this ${count} times over ${over}`
      return [
        ...renderMarked('✗', terminalText(text), theme.bad, columns),
        ...wrap(afterwardsText(attempts), columns - 2).map((line) => `  ${line}`),
      ]
    }
    case 'interrupted': {
      const nextMs = attempts.at(-1)?.nextMs ?? null
      const text =
        nextMs === null
          ? 'stopped before the first delivery was answered'
          : `stopped after ${count === 1 ? 'one delivery' : `${count} deliveries over ${over}`}, none accepted; Wix would deliver again ${span(nextMs)} later`
      return renderMarked('✗', text, theme.warn, columns)
    }
  }
}

/** A mark, and a text that is wrapped beside it. */
export function renderMarked(
  mark: string,
  text: string,
  tint: (text: string) => string,
  columns: number,
): string[] {
  return wrap(text, columns - 2).map((line, index) =>
    index === 0 ? tint(`${mark} ${line}`) : `  ${tint(line)}`,
  )
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('')
}
