import type { RunResult } from '../runner/result.js'

/** Why a run did not pass, on one line: `TypeError: x is not a function at src/backend/events.js:12`. */
export function failureText({ status, error }: RunResult): string {
  if (!error) return status
  const { name, message, place } = error
  const what = firstLine(`${name}: ${message}`)
  return place ? `${what.replace(/\.$/, '')} at ${place.file}:${place.line}` : what
}

export function firstLine(text: string): string {
  return text.trim().split(/\r?\n/, 1)[0] ?? ''
}
