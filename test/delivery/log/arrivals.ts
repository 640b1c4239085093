import { randomUUID } from 'node:crypto'
import type { Arrival } from '../../../src/delivery/log/log.js'

/** An arrival as the receiver hands it over. */
export function arrival(changes: Partial<Arrival> & { metadata?: object } = {}): Arrival {
  const { metadata, ...rest } = changes
  const eventId = rest.eventId ?? randomUUID()
  return {
    eventId,
    key: 'assigned',
    eventType: 'wix.badges.v3.badge_badge_assigned',
    event: {
      data: { memberId: '0d6c1f7e-8a15-4b0e-9a55-61a3a9c3c001' },
      metadata: {
        id: eventId,
        entityId: 'badge-1',
        eventTime: '2026-11-24T09:00:00.123456789Z',
        triggeredByAnonymizeRequest: false,
        ...metadata,
      },
    },
    source: 'webhook',
    receivedAt: new Date('2026-11-24T09:00:01Z'),
    path: '/',
    body: Buffer.from('a.b.c'),
    headers: { 'content-type': 'text/plain' },
    verification: { status: 'verified', key: 'k1' },
    ...rest,
  }
}
