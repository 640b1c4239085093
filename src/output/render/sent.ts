import type { SentDelivery } from '../../commands/simulate-to.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { clip, duration, spread } from './layout.js'

export interface SentCanvas {
  theme: Theme
  columns: number
}

const forgeries = {
  'bad-signature': 'with a signature that does not fit',
  expired: 'expired 1 h ago',
  'alg-none': 'unsigned: alg none',
  'alg-hs256': 'signed with HS256, the public key as its secret',
} as const

/** `assigned → http://localhost:3000/webhook`, and in what way it is forged. */
export function renderSentHead(
  { event, url, forgery }: SentDelivery,
  { theme }: SentCanvas,
): string {
  const head = `${theme.strong(terminalText(event))} → ${terminalText(url)}\n`
  return forgery === null ? head : `${head}  ${theme.warn(forgeries[forgery])}\n`
}

/** The answer to one delivery: the verdict, what the server said, and what Wix would do. */
export function renderSent(delivery: SentDelivery, { theme, columns }: SentCanvas): string {
  const { verdict, result } = delivery
  const time = theme.dim(duration(result.durationMs))
  if (verdict.status === 'passed')
    return `${spread(theme.good(`✓ ${verdict.text}`), time, columns)}\n`
  const lines = [spread(theme.bad(`✗ ${terminalText(verdict.text)}`), time, columns)]
  const said = firstLine('responseText' in result ? result.responseText : undefined)
  if (said !== '') lines.push(`  ${clip(terminalText(said), columns - 2)}`)
  if (delivery.forgery === null) lines.push(`  ${theme.dim('Wix would send it again in 1 min')}`)
  return `${lines.join('\n')}\n`
}

/** The end of many deliveries. */
export function renderSentSummary(
  { passed, shown, count }: { passed: number; shown: number; count: number },
  { theme }: SentCanvas,
): string {
  const stopped = shown < count ? `, stopped after ${shown}` : ''
  const text = `${passed} of ${count} deliveries ended as they should${stopped}`
  return `${passed === count ? theme.good(`✓ ${text}`) : theme.bad(`✗ ${text}`)}\n`
}

export function renderSentHint(hint: string, theme: Theme): string {
  return `${theme.accent('hint:')} ${terminalText(hint)}\n`
}

function firstLine(text = ''): string {
  return text.trim().split(/\r?\n/, 1)[0]?.trim() ?? ''
}
