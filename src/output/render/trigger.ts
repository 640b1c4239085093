import type { EventKey } from '../../catalog/index.js'
import type { PlanShown } from '../../commands/trigger-view.js'
import type { DeliverySummary } from '../../delivery/log/log.js'
import type { BadgeEventsError } from '../../errors.js'
import type { Credentials } from '../../trigger/credentials.js'
import type { WixRequest } from '../../trigger/describe-request.js'
import type { Act, Undo } from '../../trigger/types.js'
import { terminalText } from '../terminal-text.js'
import { duration, spread } from './layout.js'
import type { Canvas } from './run.js'
import { shortIds } from './value.js'

type Head = Pick<PlanShown, 'key' | 'credentials'>

/** Which event, on which site, and by whose right. */
export function renderTriggerHead({ key, credentials }: Head, { theme }: Canvas): string {
  if (credentials === null) return `${theme.strong(key)} → no site: there are no credentials\n`
  const site = terminalText(siteText(credentials))
  return `${theme.strong(key)} → ${site}\n  ${theme.dim(originText(credentials))}\n`
}

/** Everything that would happen, with the requests where they are wanted. */
export function renderPlan(plan: PlanShown, canvas: Canvas): string {
  const { acts, undos, requests, credentials, cleanup } = plan
  const { theme } = canvas
  const lines = [renderTriggerHead(plan, canvas), '\n']
  if (requests) lines.push(...requestHead(credentials, canvas), '\n')
  acts.forEach((act, at) => {
    lines.push(plannedText(String(at + 1), act, requests?.[at], canvas))
  })
  if (cleanup && undos.length > 0) {
    lines.push(`\n  ${theme.dim('and in the end, to take it back:')}\n`)
    undos.forEach((undo, at) => {
      const place = acts.length + at
      lines.push(plannedText(String(place + 1), undo, requests?.[place], canvas))
    })
  }
  return lines.join('')
}

/** What to know before it happens. */
export function renderPlanNotes(
  { acts, finals, key, typed }: PlanShown,
  { theme }: Canvas,
): string {
  const notes = [
    ...finals.map(({ does }) => `Nothing takes this back: ${shortIds(does)}`),
    ...(acts.some(({ call }) => call.module === 'badges')
      ? [
          'Wix announced the removal of the v3 API of badges for spring 2026.\n  --api v4 makes the call of the v4 API instead.',
        ]
      : []),
    ...(typed === key
      ? []
      : [
          `This call is documented to cause ${key}. Whether it also causes\n  ${typed} is not documented.`,
        ]),
  ]
  const text = notes.map((note) => `${theme.warn('!')} ${terminalText(note)}\n`).join('')
  return text === '' ? '' : `\n${text}`
}

export function renderEndOfPlan(problem: BadgeEventsError | null, { theme }: Canvas): string {
  const why = problem ? `${theme.warn('!')} ${terminalText(problem.message)}\n` : ''
  return `\n${why}nothing was sent: --dry-run\n`
}

/** A call that went well, what it was, and which event it should cause. */
export function renderStep(act: Act, ms: number, { theme, columns }: Canvas): string {
  const mark = act.causes === null ? theme.dim('·') : theme.good('✓')
  const line = spread(`${mark} ${doesText(act)}`, theme.dim(duration(ms)), columns)
  return act.causes === null ? `${line}\n` : `${line}\n  ${theme.dim(effectText(act))}\n`
}

export function renderWaiting(
  keys: readonly EventKey[],
  seconds: number,
  { theme }: Canvas,
): string {
  return `${theme.dim(`… waiting up to ${seconds} s for ${keys.join(' or ')} in the log`)}\n`
}

export function renderArrived(
  { id, key, eventType, verification }: DeliverySummary,
  afterMs: number,
  { theme, columns }: Canvas,
): string {
  const name = terminalText(key ?? eventType)
  // Nobody knows who sent it, then.
  const trust = verification.status === 'unverified' ? `  ${theme.warn('unverified')}` : ''
  const left = `${theme.good(`✓ ${name} arrived`)} as ${theme.strong(id)}${trust}`
  return `${spread(left, theme.dim(`after ${duration(afterMs)}`), columns)}\n`
}

/** That nothing came says little about Wix; it is told where it may have got stuck. */
export function renderMissing(
  keys: readonly EventKey[],
  seconds: number,
  { theme }: Canvas,
): string {
  return [
    theme.warn(`! no ${keys.join(' or ')} in the log within ${seconds} s`),
    '  Wix may have sent it all the same, or may send it later. Look whether',
    '  - `badge-events tail` runs in this site, at the address that Wix posts to',
    '  - your app has a webhook for this event and is installed on this site',
    '  - it was refused: badge-events log --refused',
    '  - the handler in events.js ran: Wix calls it by itself, not through tail',
    '',
  ].join('\n')
}

export function renderUndone(undo: Undo, ms: number, { theme, columns }: Canvas): string {
  return `${spread(`${theme.accent('↩')} ${doesText(undo)}`, theme.dim(duration(ms)), columns)}\n`
}

export function renderNotUndone(undo: Undo, message: string, { theme }: Canvas): string {
  const lines = [`${theme.bad('✗')} ${doesText(undo)}: not done`]
  if (message !== '') lines.push(`  ${terminalText(message)}`)
  return `${lines.join('\n')}\n`
}

export interface TriggerEnd {
  status: 'done' | 'failed' | 'interrupted'
  /** What takes back what is left on the site. */
  commands: readonly string[]
  /** Whether it was meant to be taken back. */
  cleanup: boolean
}

/** What is left on the site. */
export function renderTriggerEnd({ commands, cleanup }: TriggerEnd, { theme }: Canvas): string {
  if (commands.length === 0) return cleanup ? `${theme.good('✓ nothing is left of it')}\n` : ''
  const head = cleanup
    ? theme.bad('✗ this is left on the site; to take it back:')
    : 'To take it back:'
  return ['', head, ...commands.map((line) => `  ${theme.accent(terminalText(line))}`), ''].join(
    '\n',
  )
}

/** What all the requests have in common. */
function requestHead(credentials: Credentials | null, { theme }: Canvas): string[] {
  const site =
    credentials?.kind === 'api-key'
      ? [`  ${theme.dim(`wix-site-id: ${terminalText(credentials.siteId)}`)}\n`]
      : []
  const token =
    credentials?.kind === 'app'
      ? [
          `  ${theme.dim('after POST https://www.wixapis.com/oauth2/token, for a token of the app:')}\n`,
        ]
      : []
  return [...token, `  ${theme.dim('authorization: ***')}\n`, ...site]
}

function plannedText(
  number: string,
  act: Act,
  request: WixRequest | undefined,
  { theme }: Canvas,
): string {
  const lines = [`  ${number}  ${doesText(act)}`, `     ${theme.dim(effectText(act))}`]
  if (request) {
    lines.push(`     ${theme.accent(`${request.method} ${terminalText(request.url)}`)}`)
    if (request.body !== null) lines.push(`     ${terminalText(JSON.stringify(request.body))}`)
  }
  return `${lines.join('\n')}\n`
}

function doesText({ does }: Act): string {
  return terminalText(shortIds(does))
}

function effectText({ call, causes }: Act): string {
  const effect = causes === null ? 'changes nothing' : `documented to cause ${causes}`
  return `${call.module}.${call.method}, ${effect}`
}

function siteText(credentials: Credentials): string {
  return credentials.kind === 'api-key'
    ? `live site ${credentials.siteId}`
    : `live site of app instance ${credentials.instanceId}`
}

/** `API key from .env.local, site from wix.config.json`. */
function originText({ kind, origins }: Credentials): string {
  const [right = '', site = ''] = Object.values(origins)
  return kind === 'api-key'
    ? `API key from ${right}, site from ${site}`
    : `app secret from ${right}, instance from ${site}`
}
