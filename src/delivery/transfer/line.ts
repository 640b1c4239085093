import type { Delivery } from '../types.js'

/** Says what a line is, and in which version, before anything else of it is read. */
export const lineFormat = 'badge-events-delivery/1'

/** A delivery as one line of NDJSON, its end included. Where it went is no part of it. */
export function toLine(delivery: Delivery): string {
  const { eventId, key, eventType, event, source, path, headers, body } = delivery
  const { receivedAt, resends, lastReceivedAt, isLate, verification } = delivery
  const line = {
    ...{ format: lineFormat, eventId, event: key, eventType, source, path },
    receivedAt: receivedAt.toISOString(),
    ...{ resends, lastReceivedAt: lastReceivedAt.toISOString(), isLate, verification, headers },
    input: event,
    body: body.toString('base64'),
  }
  return `${JSON.stringify(line)}\n`
}
