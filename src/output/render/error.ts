import type { BadgeEventsError } from '../../errors.js'
import { terminalText } from '../terminal-text.js'
import { createTheme } from '../theme.js'
import { renderCodeFrame } from './code-frame.js'

/** An error of ours, for people: what happened, where, what to type next. */
export async function renderError(error: BadgeEventsError, colour: boolean): Promise<string> {
  const theme = await createTheme(colour)
  const lines = [`${theme.bad('error:')} ${terminalText(error.message)}`]
  if (error.frame && error.frame.lines.length > 0) lines.push(renderCodeFrame(error.frame, theme))
  if (error.hint) lines.push(`${theme.accent('hint:')} ${terminalText(error.hint)}`)
  return `${lines.join('\n')}\n`
}

/** The same for programs: one JSON document on one line. */
export function renderErrorJson(
  { code, message, hint, frame, details }: BadgeEventsError,
  exitCode?: number,
): string {
  return `${JSON.stringify({ error: { code, message, hint, frame, details, exitCode } })}\n`
}
