import type { Delivery } from '../delivery/types.js'

/** A delivery as JSON prints it everywhere: without the bytes, which `show --raw` gives. */
export function deliveryJson(delivery: Omit<Delivery, 'body' | 'headers'>): object {
  const { seq, id, eventId, key, eventType, source, path, event } = delivery
  const { receivedAt, resends, lastReceivedAt, isLate, verification } = delivery
  return {
    ...{ id, seq, event: key, eventType, eventId, source, path },
    receivedAt: receivedAt.toISOString(),
    ...{ resends, lastReceivedAt: lastReceivedAt.toISOString(), isLate, verification },
    input: event,
  }
}
