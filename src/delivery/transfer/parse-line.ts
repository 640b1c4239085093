import { definitions, type EventKey } from '../../catalog/index.js'
import { BadgeEventsError } from '../../errors.js'
import { structureProblem } from '../../event/parse.js'
import { isRecord, kindInWords } from '../../event/record.js'
import type { EventObject } from '../../event/types.js'
import { safeHeaders } from '../log/headers.js'
import type { Adopted } from '../log/log.js'
import type { DeliverySource } from '../types.js'
import { lineFormat } from './line.js'

/** What an exported line claims. Nobody has verified any of it. */
export type ClaimedDelivery = Omit<Adopted, 'verification'>

/** Why a line is none of an export. */
export class BadLine extends BadgeEventsError {
  constructor(reason: string) {
    super('DATA_INVALID', reason)
  }
}

const sources: readonly DeliverySource[] = ['webhook', 'velo', 'relay', 'local']

/**
 * Reads one line of an export. What it says of its verification is not read: the signature is checked
 * again, and headers go through the list of those that are safe to keep.
 *
 * @throws BadLine
 */
export function parseLine(text: string): ClaimedDelivery {
  const line = parseObject(text)
  if (line.format !== lineFormat) {
    throw new BadLine(
      typeof line.format === 'string' && line.format.startsWith('badge-events-delivery/')
        ? `it is of the format ${line.format}, this badge-events reads ${lineFormat}`
        : 'it is no line of an export',
    )
  }
  const eventType = textOf(line, 'eventType')
  return {
    eventId: textOf(line, 'eventId'),
    key: keyOf(eventType),
    eventType,
    event: eventOf(line),
    source: sourceOf(line),
    path: textOf(line, 'path'),
    headers: headersOf(line),
    body: bodyOf(line),
    receivedAt: dateOf(line, 'receivedAt'),
    lastReceivedAt: dateOf(line, 'lastReceivedAt'),
    resends: countOf(line),
    isLate: line.isLate === true,
  }
}

type Line = Record<string, unknown>

function parseObject(text: string): Line {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BadLine('it is not JSON')
  }
  if (isRecord(value)) return value
  throw new BadLine(`it should be a JSON object, and is ${kindInWords(value)}`)
}

function textOf(line: Line, name: string): string {
  const value = line[name]
  // The binding would cut a text at a NUL.
  if (typeof value === 'string' && value !== '' && !value.includes('\0')) return value
  throw new BadLine(`"${name}" is not a text`)
}

function dateOf(line: Line, name: string): Date {
  const value = line[name]
  const date = new Date(typeof value === 'string' ? value : Number.NaN)
  if (!Number.isNaN(date.getTime())) return date
  throw new BadLine(`"${name}" is not a date`)
}

function countOf({ resends }: Line): number {
  if (Number.isSafeInteger(resends) && Number(resends) >= 0) return Number(resends)
  throw new BadLine('"resends" is not a count')
}

function sourceOf({ source }: Line): DeliverySource {
  const known = sources.find((one) => one === source)
  if (known) return known
  throw new BadLine(`"source" is none of ${sources.join(', ')}`)
}

function eventOf({ input }: Line): EventObject {
  const problem = structureProblem(input)
  if (problem === undefined) return input as EventObject
  throw new BadLine(`"input" is not an event object: ${problem}`)
}

function headersOf({ headers }: Line): Record<string, string> {
  if (!isRecord(headers)) throw new BadLine('"headers" is not an object')
  const texts = Object.entries(headers).filter(([, value]) => typeof value === 'string')
  return safeHeaders(
    Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), String(value)])),
  )
}

function bodyOf({ body }: Line): Buffer {
  const bytes = Buffer.from(typeof body === 'string' ? body : '', 'base64')
  // Node passes over what is no base64.
  if (bytes.toString('base64') === body) return bytes
  throw new BadLine('"body" is not base64')
}

function keyOf(eventType: string): EventKey | null {
  return definitions.find(({ webhookType }) => webhookType === eventType)?.key ?? null
}
