import { BadgeEventsError } from '../../errors.js'
import type { Adopted, DeliveryLog } from '../log/log.js'
import type { Verification } from '../types.js'
import type { Verifier } from '../verify/verifier.js'
import { BadLine, type ClaimedDelivery, parseLine } from './parse-line.js'
import { type NumberedLine, readLines } from './read-lines.js'

export interface ImportOptions {
  log: DeliveryLog
  /** The export; read twice, so that a bad line at its end keeps the first one out too. */
  open(): AsyncIterable<Uint8Array>
  /** What to call it in messages. */
  name: string
  /** Checks a body at the time it says it was received. */
  verifierAt(now: () => Date): Verifier
  signal: AbortSignal
}

export interface Imported {
  added: number
  /** Those that were here already. */
  known: number
  /** How many of those that were added are what. */
  verification: Record<Verification['status'], number>
  /** Whether Ctrl-C came before the end. */
  isInterrupted: boolean
}

/** How many are written in one transaction. */
const chunkSize = 500
/** How many bad lines are told. */
const mostTold = 10

/**
 * Adds the deliveries of an export to a log. Nothing that the file says of their senders is believed:
 * each signature is checked again, and the event of a signed body is what that body says. All lines
 * are read before the first one is kept.
 *
 * @throws BadgeEventsError `DATA_INVALID` with the bad lines, `LOG_UNUSABLE`
 */
export async function importDeliveries(options: ImportOptions): Promise<Imported> {
  const { log, open, name, verifierAt, signal } = options
  await validate(open(), name)
  let clock = new Date(0)
  const verifier = verifierAt(() => clock)
  const imported: Imported = {
    added: 0,
    known: 0,
    verification: { verified: 0, local: 0, unverified: 0 },
    isInterrupted: false,
  }
  let chunk: Adopted[] = []
  const flush = async (): Promise<void> => {
    const adoptions = await log.adopt(chunk)
    adoptions.forEach((adoption, index) => {
      imported[adoption] += 1
      const status = chunk[index]?.verification.status
      if (adoption === 'added' && status) imported.verification[status] += 1
    })
    chunk = []
  }
  for await (const { text } of readLines(open())) {
    if (signal.aborted) return { ...imported, isInterrupted: true }
    const claimed = parseLine(text ?? '')
    clock = claimed.receivedAt
    chunk.push(await verify(claimed, verifier))
    if (chunk.length === chunkSize) await flush()
  }
  await flush()
  return imported
}

async function verify(claimed: ClaimedDelivery, verifier: Verifier): Promise<Adopted> {
  const admission = await verifier.verify(claimed.body)
  if (admission.status === 'refused') {
    return { ...claimed, verification: { status: 'unverified' } }
  }
  const { event, eventId, eventType, key, verification } = admission
  return { ...claimed, event, eventId, eventType, key, verification }
}

async function validate(chunks: AsyncIterable<Uint8Array>, name: string): Promise<void> {
  const bad: { line: number; reason: string }[] = []
  let count = 0
  for await (const line of readLines(chunks)) {
    count += 1
    const reason = problemOf(line)
    if (reason !== null) bad.push({ line: line.number, reason })
  }
  if (bad.length > 0) throw badLines(name, bad, count)
}

function problemOf({ text }: NumberedLine): string | null {
  if (text === null) return 'it is longer than any line of an export'
  try {
    parseLine(text)
    return null
  } catch (error) {
    if (error instanceof BadLine) return error.message
    throw error
  }
}

function badLines(
  name: string,
  bad: readonly { line: number; reason: string }[],
  count: number,
): BadgeEventsError {
  const told = bad.slice(0, mostTold).map(({ line, reason }) => `  line ${line}: ${reason}`)
  const rest = bad.length > mostTold ? [`  and ${bad.length - mostTold} more`] : []
  return new BadgeEventsError(
    'DATA_INVALID',
    [
      `${name} has ${bad.length} bad of ${count} lines, so nothing was imported:`,
      ...told,
      ...rest,
    ].join('\n'),
    {
      hint: '`badge-events log export` writes what can be imported.',
      details: { lines: bad.slice(0, 1000) },
    },
  )
}
