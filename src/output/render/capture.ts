import { terminalText } from '../terminal-text.js'

/**
 * What to know about a fixture that was made of a delivery, and what to type next.
 *
 * @param next - the command, null where the fixture went to stdout
 */
export function renderCaptured(isScrubbed: boolean, next: string | null): string {
  const lines = [
    ...(isScrubbed ? [] : ['! it holds data of a real member; --scrub puts fakes in its place']),
    ...(next === null ? [] : [`try it: ${terminalText(next)}`]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
