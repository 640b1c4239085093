import type { Delivery } from '../../../src/delivery/types.js'

/** A delivery of which only a few things matter. */
export function deliveryOf(parts: Partial<Delivery> = {}): Delivery {
  const at = new Date('2026-11-24T10:00:00Z')
  return {
    seq: 17,
    id: 'h1',
    eventId: '11111111-2222-4333-8444-555555555555',
    key: 'assigned',
    eventType: 'wix.badges.v3.badge_badge_assigned',
    event: {
      data: { memberId: 'm-1' },
      metadata: {
        id: '11111111-2222-4333-8444-555555555555',
        entityId: 'b-1',
        eventTime: '2026-11-24T10:00:00Z',
        triggeredByAnonymizeRequest: false,
      },
    },
    source: 'webhook',
    receivedAt: at,
    resends: 0,
    lastReceivedAt: at,
    isLate: false,
    path: '/',
    body: Buffer.from('eyJhbGciOiJSUzI1NiJ9.e30.c2ln'),
    headers: { 'content-type': 'text/plain' },
    verification: { status: 'unverified' },
    ...parts,
  }
}
