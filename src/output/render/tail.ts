import type { Appended, Refusal } from '../../delivery/log/log.js'
import type { Delivery, DeliveryOutcome } from '../../delivery/types.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { clip, duration, pad, plural } from './layout.js'
import type { Canvas } from './run.js'
import { subjectText } from './subject.js'

/** `09:00:01`, in the developer's own time zone. */
export function clockText(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** The line on arrival: when, which, what, about whom, and whether it can be trusted. */
export function renderArrival(appended: Appended, { theme, columns }: Canvas): string {
  const { delivery } = appended
  const { event, key, eventType } = delivery
  const time = appended.status === 'resent' ? delivery.lastReceivedAt : delivery.receivedAt
  const name = terminalText(clip(key ?? eventType, 40))
  const marks = [
    ...(appended.status === 'resent' ? [theme.accent(resentText(appended))] : []),
    ...(delivery.isLate ? [theme.warn('out of order')] : []),
    trustText(delivery, theme),
  ].join('  ')
  const left = `${theme.dim(clockText(time))} ${theme.strong(delivery.id)}  ${pad(theme.strong(name), 12)}`
  const subject = subjectText(event, key ?? eventType, Math.max(20, columns - 46))
  return `${[left, theme.dim(subject), marks].filter((part) => part !== '').join('  ')}\n`
}

function resentText({ delivery, sinceMs }: Appended & { status: 'resent' }): string {
  return `×${delivery.resends + 1} resent after ${roughly(sinceMs)}`
}

function trustText({ verification }: Delivery, theme: Theme): string {
  switch (verification.status) {
    case 'verified':
      return theme.dim('verified')
    case 'local':
      return theme.accent('local')
    case 'unverified':
      return theme.warn('unverified')
  }
}

/** The line on outcome, paired with the arrival by its id. */
export function renderOutcome(
  delivery: Delivery,
  target: string,
  outcome: DeliveryOutcome,
  { nextMs, at }: { nextMs: number | null; at: Date },
  { theme }: Canvas,
): string {
  const { status, httpStatus, durationMs } = outcome
  const left = `${theme.dim(clockText(at))} ${theme.strong(delivery.id)}  → ${targetText(target)}`
  const answer = httpStatus === undefined ? '' : `${httpStatus} `
  const time = theme.dim(duration(durationMs))
  const lines = [`${left}  ${verdict(status, nextMs, theme)} ${answer}${time}`]
  if ('reason' in outcome) lines.push(`${indent}${theme.dim(terminalText(outcome.reason))}`)
  if (outcome.note !== undefined) lines.push(`${indent}${theme.warn('!')} ${outcome.note}`)
  if (nextMs !== null) lines.push(`${indent}${theme.dim(`again in ${roughly(nextMs)}`)}`)
  return `${lines.join('\n')}\n`
}

const indent = ' '.repeat(9)

function verdict(status: DeliveryOutcome['status'], nextMs: number | null, theme: Theme): string {
  if (status === 'delivered') return theme.good('✓')
  if (status === 'skipped') return theme.dim('skipped')
  return nextMs === null ? theme.bad('✗ failed') : theme.warn('not yet')
}

/** `run src/backend/events.js` is long, and there is but one. */
export function targetText(target: string): string {
  return terminalText(target.startsWith('run ') ? 'run' : target)
}

/** The line of something that was refused, with its named cause. */
export function renderRefusal(refusal: Refusal, { theme }: Canvas): string {
  const { at, httpStatus, reason, bytes } = refusal
  return `${theme.dim(clockText(at))} ${theme.bad('refused')}  ${httpStatus} ${terminalText(reason)}  ${theme.dim(`${bytes} B`)}\n`
}

/** An event as JSON, for `--verbose`. */
export function renderPayload({ event }: Delivery, { theme }: Canvas): string {
  const lines = terminalText(JSON.stringify(event, null, 2)).split('\n')
  return `${lines.map((line) => `  ${theme.dim(line)}`).join('\n')}\n`
}

export interface Counts {
  received: number
  resent: number
  refused: number
  delivered: number
  failed: number
  waiting: number
}

/** `12 received, 1 resent, 0 refused, 11 delivered, 0 failed, 1 waiting`. */
export function countsText({
  received,
  resent,
  refused,
  delivered,
  failed,
  waiting,
}: Counts): string {
  return [
    `${received} received`,
    ...(resent > 0 ? [`${resent} resent`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
    `${delivered} delivered`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ].join(', ')
}

export interface ReadyFacts {
  url: string
  publicUrl: string | undefined
  keys: readonly { fingerprint: string; origin: string }[]
  targets: readonly string[]
  /** Nothing is done with what arrives; say how it could be. */
  handlerHint: boolean
  isUnverifiedAllowed: boolean
  logFile: string
}

/** What one needs to know before the first delivery: where to send it, and what will become of it. */
export function renderReady(facts: ReadyFacts, { theme }: Canvas): string {
  const { url, publicUrl, keys, targets, handlerHint, isUnverifiedAllowed, logFile } = facts
  const lines: string[] = []
  const add = (label: string, text: string): void =>
    void lines.push(`  ${theme.dim(pad(label, 9))}${text}`)
  if (publicUrl === undefined) {
    add('Wix', `needs a public address: cloudflared tunnel --url ${url.replace('http://', '')}`)
    add('', 'paste the https address it prints as the callback URL of the webhook,')
    add('', 'in the dashboard of your app, page Webhooks')
  } else {
    add('Wix', `callback URL of the webhook, dashboard of your app, page Webhooks:`)
    add('', theme.strong(publicUrl))
  }
  if (keys.length > 0) {
    const names = keys.map(({ fingerprint, origin }) => `${fingerprint} (${origin})`)
    add('key', names.join(', '))
  } else {
    add('key', theme.warn('no public key is set: nobody knows who sends a delivery'))
    add(
      '',
      `it is kept${isUnverifiedAllowed ? '' : ', but neither run nor forwarded'}; set the key of your app`,
    )
    add('', 'with --public-key key.pem or BADGE_EVENTS_PUBLIC_KEY')
  }
  if (handlerHint) add('targets', 'none: --run runs your events.js, --forward-to 3000 passes on')
  else add('targets', targets.map(terminalText).join(', '))
  add('log', logFile)
  add('try it', `badge-events simulate assigned --to ${url}`)
  return `\n${lines.join('\n')}\n\n`
}

/** What was left over, for the targets of this run and for others. */
export function renderLeftOver(
  { mine, others }: { mine: readonly Waiting[]; others: readonly Waiting[] },
  { theme }: Canvas,
): string {
  const lines = [
    ...mine.map(
      ({ target, count }) =>
        `${plural(count, 'delivery').replace('deliverys', 'deliveries')} received earlier ${count === 1 ? 'goes' : 'go'} to ${targetText(target)} first`,
    ),
    ...others.map(({ target, count }) =>
      theme.dim(
        `${count} still wait${count === 1 ? 's' : ''} for ${terminalText(target)}, which is no target now`,
      ),
    ),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

interface Waiting {
  target: string
  count: number
}

/** A duration as people say it: `61 s`, `3 min`, `2 h`. */
export function roughly(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`
  return `${Math.round(ms / 3_600_000)} h`
}
