import type { RunError } from '../runner/result.js'
import type { EventValues } from './event-values.js'
import { masked } from './expression.js'
import { type Expression, printLine } from './print.js'

/**
 * How the promise of a handler that failed is expected to be rejected, as the end of a statement. Null
 * for failures that a test cannot wait for: of a handler that hangs, ends the process or the like.
 *
 * @param again - what another run of the same event failed with
 */
export function rejectionOf(
  error: RunError,
  again: RunError | undefined,
  values: EventValues,
): string | null {
  if (error.kind === 'threw-non-error') {
    return error.message === again?.message ? thrownValue(error.message) : '.rejects.toBeDefined()'
  }
  if (error.kind !== 'threw') return null
  const text = stableText(error.message, again?.message ?? '')
  return text === '' ? '.rejects.toThrow()' : `.rejects.toThrow(${printLine(values(text))})`
}

/** Of a value that is no error, its text is all that a run tells. */
function thrownValue(message: string): string {
  const object = parseObject(message)
  return object === undefined
    ? `.rejects.toSatisfy((thrown) => String(thrown) === ${printLine(message)})`
    : `.rejects.toEqual(${printLine(object)})`
}

function parseObject(text: string): Expression | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Expression) : undefined
  } catch {
    return undefined
  }
}

/** The longest part of a message that each run has: without what is another value each time, or a secret. */
function stableText(message: string, other: string): string {
  const [text, otherText] = [withoutCode(message), withoutCode(other)]
  if (text === otherText) return longest(text.split(masked))
  const end = [...text].findIndex((character, index) => character !== otherText[index])
  // Up to the word that differs: two dates, or two random ids, may begin alike.
  const same = text.slice(0, end === -1 ? text.length : end).replace(/\S*$/, '')
  return longest(same.split(masked))
}

/** A bundle and a test have different names for what they import: `import_x.default.f is not a function`. */
function withoutCode(message: string): string {
  return message.replace(/^.* (?=is not (?:a function|a constructor|iterable|defined)\b)/s, '')
}

function longest(parts: readonly string[]): string {
  return parts.reduce((best, part) => (part.length > best.length ? part : best), '').trim()
}
