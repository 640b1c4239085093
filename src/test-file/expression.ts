import type { Portable } from '../platform/protocol.js'
import type { EventValues } from './event-values.js'
import { Code, type Expression, printText } from './print.js'

/** How much of a long text is written down. */
const longText = 200

/**
 * Writes a value of a run so that it holds for the next run too: what another run of the same event has
 * too is written as it is, or as the event's; of what is another value each time, only its type.
 *
 * @param other - the same value in another run; undefined where that has none
 */
export function toExpression(
  value: Portable,
  other: Portable | undefined,
  values: EventValues,
): Expression {
  if (Array.isArray(value)) {
    if (!Array.isArray(other) || other.length !== value.length) return any('Array')
    return value.map((item, index) => toExpression(item, other[index], values))
  }
  if (isPlain(value)) {
    if (!isPlain(other)) return anything
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) =>
        Object.hasOwn(other, key) ? [[key, toExpression(item, other[key], values)]] : [],
      ),
    )
  }
  if (typeof value === 'string') return toText(value, other, values)
  if (value === other) return value
  return typeof value === 'number' && typeof other === 'number' ? any('Number') : anything
}

function toText(text: string, other: Portable | undefined, values: EventValues): Expression {
  // In a record, dates and what JSON does not know are texts.
  if (isUnsure(text)) return anything
  if (text.includes(masked)) return any('String')
  if (text !== other) return isTime(text) || typeof other !== 'string' ? anything : any('String')
  if (text.length <= longText) return values(text)
  return new Code(`expect.stringContaining(${printText(text.slice(0, longText / 2))})`)
}

const anything = new Code('expect.anything()')

function any(type: 'String' | 'Number' | 'Array'): Code {
  return new Code(`expect.any(${type})`)
}

/** What stands for the values of secrets. */
export const masked = '***'

export function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)
}

/** Stands for a value that is no text. */
function isUnsure(text: string): boolean {
  return (
    /^(NaN|-?Infinity|Invalid Date|-?\d+n|\[\w+.*\]|Symbol\(.*\))$/.test(text) ||
    text.length > 50_000
  )
}

export function isPlain(value: Portable | undefined): value is { [key: string]: Portable } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
