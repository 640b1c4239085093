import type { ShownDelivery, ShownToken } from '../../commands/show.js'
import type { Attempt, Delivery } from '../../delivery/types.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { duration, pad, spread } from './layout.js'
import { dayText, sourceWords, tintOf, trustText } from './log.js'
import { type Canvas, renderBody, renderHead, renderLog } from './run.js'
import { clockText, roughly, targetText } from './tail.js'

export type ShowCanvas = Canvas & { now: Date }

/** One delivery with all that is known of it. */
export function renderShown(shown: ShownDelivery, canvas: ShowCanvas): string {
  const { delivery, token, dispatches, attempts } = shown
  const { theme } = canvas
  const open = dispatches.filter(({ state }) => state === 'waiting' || state === 'skipped')
  const sections = [
    [titleLine(delivery, canvas), ...facts(delivery, canvas)],
    tokenLines(token, canvas),
    headerLines(delivery, theme),
    [theme.strong('event object'), terminalText(JSON.stringify(delivery.event, null, 2))],
    attempts.flatMap((attempt) => attemptLines(attempt, delivery, canvas)),
    open.map(({ target, state }) => `${tintOf(state, theme)(state)}  ${targetText(target)}`),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function titleLine({ id, key, eventType, verification }: Delivery, canvas: ShowCanvas): string {
  const { theme, columns } = canvas
  const name = theme.strong(terminalText(key ?? eventType))
  return spread(`${theme.strong(id)}  ${name}`, trustText(verification, theme), columns)
}

function facts(delivery: Delivery, { theme, now }: ShowCanvas): string[] {
  const { eventType, eventId, receivedAt, resends, lastReceivedAt, isLate } = delivery
  const { path, body, source, verification } = delivery
  const key = 'key' in verification ? `, key ${terminalText(verification.key)}` : ''
  const lines: [string, string][] = [
    ['type', terminalText(eventType)],
    ['event id', terminalText(eventId)],
    ['received', `${momentText(receivedAt)}  ${theme.dim(ago(receivedAt, now))}`],
    ...(resends > 0
      ? [
          ['', theme.accent(`×${resends + 1}, last ${momentText(lastReceivedAt)}`)] as [
            string,
            string,
          ],
        ]
      : []),
    ...(isLate
      ? [['', theme.warn('out of order: something later had arrived before')] as [string, string]]
      : []),
    ['request', `POST ${terminalText(path)}, ${body.length} bytes, ${sourceWords[source]}`],
    ['sender', `${verification.status}${key}`],
  ]
  return lines.map(([label, text]) => factLine(label, text, theme))
}

function factLine(label: string, text: string, theme: Theme): string {
  return `  ${theme.dim(pad(label, 10))}${text}`
}

function tokenLines(token: ShownToken | null, { theme, now }: ShowCanvas): string[] {
  if (token === null) return [theme.dim('The body is no token.')]
  const lines = (values: Record<string, unknown>): string[] =>
    Object.entries(values).map(([name, value]) =>
      factLine(terminalText(name), claimText(name, value, now), theme),
    )
  return [
    theme.strong('token header'),
    ...lines(token.header),
    theme.strong('token claims'),
    ...lines(token.claims),
  ]
}

const times: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf'])

/** Times as people read them: `2026-11-24 09:00:01, expired 3 h ago`. */
function claimText(name: string, value: unknown, now: Date): string {
  const text = terminalText(typeof value === 'string' ? value : JSON.stringify(value))
  const date = new Date(typeof value === 'number' ? value * 1000 : Number.NaN)
  if (!times.has(name) || Number.isNaN(date.getTime())) return text
  const distance = ago(date, now)
  return `${momentText(date)}, ${name === 'exp' && date <= now ? `expired ${distance}` : distance}`
}

function headerLines({ headers }: Delivery, theme: Theme): string[] {
  const lines = Object.entries(headers).map(
    ([name, value]) => `  ${theme.dim(`${terminalText(name)}:`)} ${terminalText(value)}`,
  )
  return lines.length === 0 ? [] : [theme.strong('headers'), ...lines]
}

const words = {
  delivered: '✓ delivered',
  skipped: 'skipped',
  failed: '✗ failed',
  retry: 'not yet',
  down: 'nobody there',
} as const

function attemptLines(
  { target, at, outcome }: Attempt,
  delivery: Delivery,
  canvas: Canvas,
): string[] {
  const { theme, columns } = canvas
  const { status, httpStatus, durationMs } = outcome
  const tint = tintOf(status === 'retry' || status === 'down' ? 'waiting' : status, theme)
  const answer = httpStatus === undefined ? '' : ` ${httpStatus}`
  const left = `${tint(words[status])}${answer}  ${targetText(target)}`
  const right = theme.dim(`${duration(durationMs)}  ${momentText(at)}`)
  return [
    spread(left, right, columns),
    ...('reason' in outcome ? [`  ${terminalText(outcome.reason)}`] : []),
    ...(outcome.note === undefined ? [] : [`  ${theme.warn('!')} ${terminalText(outcome.note)}`]),
    ...(outcome.results ?? []).map((result) => runText(result, delivery, canvas)),
  ]
}

type Result = NonNullable<Attempt['outcome']['results']>[number]

/** A run as `simulate` shows it. */
export function runText(
  result: Result,
  { event: input }: Pick<Delivery, 'event'>,
  canvas: Canvas,
): string {
  const { event, handler, file, place, logs } = result
  const head = renderHead({ event, handler, file, place, input: result.input ?? input }, canvas)
  const lines = logs.map((entry) => renderLog(entry, file, canvas))
  return `\n${head}${lines.join('')}${renderBody(result, canvas)}`.trimEnd()
}

function momentText(date: Date): string {
  return `${dayText(date)} ${clockText(date)}`
}

function ago(date: Date, now: Date): string {
  const ms = now.getTime() - date.getTime()
  return ms < 0 ? `in ${roughly(-ms)}` : `${roughly(ms)} ago`
}
