import type { DeliverySummary, Dispatch, Refusal } from '../../delivery/log/log.js'
import type { DeliverySource, Verification } from '../../delivery/types.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { clip, pad, visibleLength } from './layout.js'
import { subjectText } from './subject.js'
import { clockText } from './tail.js'

export interface LogCanvas {
  theme: Theme
  /** Infinity where nothing has to fit. */
  columns: number
  /** The day whose deliveries show their time alone; null shows whole dates. */
  today: Date | null
}

const nameWidth = 10
/** A subject that is cut to less says nothing. */
const leastSubject = 8

/** One delivery on one line: when, its id, which event, about whom, whether it can be trusted, how far it is. */
export function renderDeliveryLine(delivery: DeliverySummary, canvas: LogCanvas): string {
  const { theme, columns, today } = canvas
  const { id, key, eventType, event, receivedAt } = delivery
  const name = terminalText(key ?? eventType)
  const shortName = columns === Number.POSITIVE_INFINITY ? name : clip(name, 24)
  const head = `${theme.dim(timeText(receivedAt, today))} ${theme.strong(id)}  ${pad(theme.strong(shortName), nameWidth)}`
  const marks = marksOf(delivery, theme)
  const outcome = fitOutcome(
    delivery.dispatches,
    columns - visibleLength(head) - lengthOf(marks),
    canvas,
  )
  const tail = [...marks, ...outcome]
  const room = Math.min(200, columns - visibleLength(head) - lengthOf(tail) - 2)
  const subject = room < leastSubject ? '' : subjectText(event, key ?? eventType, room)
  // Below one another where they fit.
  const middle =
    columns === Number.POSITIVE_INFINITY || subject === ''
      ? subject
      : pad(subject, Math.min(33, room))
  return `${[head, ...(middle === '' ? [] : [middle]), ...tail].join('  ').trimEnd()}\n`
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + 2 + visibleLength(part), 0)
}

function marksOf({ verification, resends, isLate }: DeliverySummary, theme: Theme): string[] {
  return [
    trustText(verification, theme),
    ...(resends > 0 ? [theme.accent(`×${resends + 1}`)] : []),
    ...(isLate ? [theme.warn('out of order')] : []),
  ]
}

export function trustText({ status }: Pick<Verification, 'status'>, theme: Theme): string {
  if (status === 'verified') return theme.dim(status)
  return status === 'local' ? theme.accent(status) : theme.warn(status)
}

/** How far a delivery is, target by target; their addresses are cut before the words are. */
function fitOutcome(
  dispatches: readonly Dispatch[],
  room: number,
  { theme, columns }: LogCanvas,
): string[] {
  if (dispatches.length === 0) return []
  const isWide = columns === Number.POSITIVE_INFINITY
  const each = Math.max(9, Math.floor((room - leastSubject) / dispatches.length) - 2)
  return dispatches.map(({ target, state }) => {
    const name = isWide ? terminalText(target) : shortTarget(target)
    const words = `${stateWords[state]} ${name}`
    return tintOf(state, theme)(isWide ? words : clip(words, each))
  })
}

const stateWords = {
  delivered: '✓',
  failed: '✗ failed',
  waiting: 'waiting',
  skipped: 'skipped',
} as const

export function tintOf(state: Dispatch['state'], theme: Theme): (text: string) => string {
  if (state === 'delivered') return theme.good
  if (state === 'failed') return theme.bad
  return state === 'waiting' ? theme.warn : theme.dim
}

/** `run`, `:3000/hook`: most targets are on this machine. */
function shortTarget(target: string): string {
  if (target.startsWith('run ')) return 'run'
  return terminalText(
    target
      .replace(/^https?:\/\//, '')
      .replace(/^(localhost|127\.0\.0\.1)(?=:)/, '')
      .replace(/\/$/, ''),
  )
}

/** One refusal on one line: when, with which status, why, where, how large. */
export function renderRefusalLine(refusal: Refusal, { theme, today, columns }: LogCanvas): string {
  const { at, httpStatus, cause, reason, path, bytes } = refusal
  const head = `${theme.dim(timeText(at, today))} ${theme.bad(String(httpStatus))}  ${pad(theme.strong(terminalText(cause)), 20)}`
  const size = theme.dim(`${bytes} B`)
  const room = columns - visibleLength(head) - visibleLength(size) - 4
  const text = `${terminalText(reason)}  ${path === '/' ? '' : terminalText(path)}`.trimEnd()
  return `${[head, clip(text, Math.max(10, room)), size].join('  ')}\n`
}

/** `09:00:01` of today, `11-23 09:00` of another day, `2025-11-23` of another year. */
function timeText(date: Date, today: Date | null): string {
  const [year, day] = [dayText(date).slice(0, 4), dayText(date).slice(5)]
  if (today === null) return `${dayText(date)} ${clockText(date)}`
  if (dayText(date) === dayText(today)) return clockText(date)
  if (year !== dayText(today).slice(0, 4)) return dayText(date)
  return `${day} ${clockText(date).slice(0, 5)}`
}

/** `2026-11-24`, in the developer's own time zone. */
export function dayText(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Why nothing is listed, and what to do about it. */
export function renderNothing(
  isEmpty: boolean,
  { refused, failed }: { refused?: boolean | undefined; failed?: boolean | undefined },
): string {
  if (isEmpty) {
    return [
      'Nothing has been received yet. To fill the log:',
      '  badge-events tail',
      '  badge-events simulate assigned --to http://127.0.0.1:8787',
      '',
    ].join('\n')
  }
  if (refused) return 'Nothing was refused.\n'
  return failed
    ? 'No delivery has failed.\n'
    : 'No delivery fits. `badge-events log` lists the last ones.\n'
}

/** Where a delivery came from, in words. */
export const sourceWords: Readonly<Record<DeliverySource, string>> = {
  webhook: 'webhook',
  velo: 'sent on by a site',
  relay: 'through a relay',
  local: 'made on this machine',
}
