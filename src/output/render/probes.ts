import type { ServerReport } from '../../commands/doctor-url.js'
import type { ProbeReport } from '../../doctor/webhook/report.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { clip, duration, pad, spread } from './layout.js'

export interface ProbesCanvas {
  theme: Theme
  columns: number
}

const titleColumns = 42
/** Times of any length leave the same room. */
const timeColumns = 7

/** A line for each probe: what was sent, what was answered, how long it took. */
export function renderProbes({ event, url, probes }: ServerReport, canvas: ProbesCanvas): string {
  const { theme } = canvas
  const head = `${theme.strong(event)} → ${terminalText(url)}`
  return `${head}\n\n${probes.map((probe) => renderProbe(probe, event, canvas)).join('\n')}\n\n`
}

/** Says that the server took all this for real. */
export function renderPosted({ probes }: ServerReport): string {
  const posts = probes.filter(({ name }) => name !== 'get')
  const isAnyTaken = posts.some(({ answer }) => Math.trunc((answer.httpStatus ?? 0) / 100) === 2)
  const what = posts.length === 1 ? '1 delivery' : `${posts.length} deliveries`
  const then = isAnyTaken
    ? 'for those that it accepted, the server ran its handlers'
    : 'the server accepted none'
  return `note: sent ${what}; ${then}\n`
}

function renderProbe(probe: ProbeReport, event: string, { theme, columns }: ProbesCanvas): string {
  const { title, verdict, answer } = probe
  // An event that was tried because the server did not take the usual one.
  const isOther = probe.expected === 'accept' && probe.event !== event
  const name = clip(isOther ? `${title} (${probe.event})` : title, titleColumns)
  const left = `  ${mark(verdict, theme)} ${pad(name, titleColumns)}`
  const time = theme.dim(duration(answer.durationMs))
  const room = Math.max(4, columns - titleColumns - timeColumns - 7)
  return spread(`${left} ${clip(terminalText(saidIn(answer)), room)}`, time, columns)
}

function mark(verdict: ProbeReport['verdict'], theme: Theme): string {
  if (verdict === 'right') return theme.good('✓')
  return verdict === 'wrong' ? theme.bad('✗') : theme.dim('·')
}

function saidIn({ httpStatus, text = '', status, reason }: ProbeReport['answer']): string {
  if (httpStatus !== undefined) return `${httpStatus} ${text}`.trim()
  return status === 'silent' ? 'no answer' : (reason ?? status)
}
