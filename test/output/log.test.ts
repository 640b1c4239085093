import { describe, expect, test } from 'vitest'
import type { DeliverySummary } from '../../src/delivery/log/log.js'
import {
  type LogCanvas,
  renderDeliveryLine,
  renderRefusalLine,
} from '../../src/output/render/log.js'
import { createTheme } from '../../src/output/theme.js'
import { arrival } from '../delivery/log/arrivals.js'

const canvas = async (changes: Partial<LogCanvas> = {}): Promise<LogCanvas> => ({
  ...{ theme: await createTheme(false), columns: 80, today: new Date(2026, 10, 24, 12) },
  ...changes,
})

function summary(changes: Partial<DeliverySummary> = {}): DeliverySummary {
  const { body, headers, ...rest } = arrival()
  return {
    ...rest,
    ...{ seq: 1, id: 'k3j9x2', resends: 0, lastReceivedAt: new Date(0), isLate: false, bytes: 5 },
    receivedAt: new Date(2026, 10, 24, 9, 0, 1),
    dispatches: [],
    ...changes,
  }
}

describe('a delivery in a list', () => {
  test('has its time alone today, and its date on another day or in another year', async () => {
    const lineAt = async (receivedAt: Date): Promise<string> =>
      renderDeliveryLine(summary({ receivedAt }), await canvas())
    expect(await lineAt(new Date(2026, 10, 24, 9, 0, 1))).toMatch(/^09:00:01 k3j9x2/)
    expect(await lineAt(new Date(2026, 10, 23, 9, 0, 1))).toMatch(/^11-23 09:00 k3j9x2/)
    expect(await lineAt(new Date(2025, 10, 23, 9, 0, 1))).toMatch(/^2025-11-23 k3j9x2/)
  })

  test('fits 80 columns whole when nothing is special', async () => {
    const id = '0d6c1f7e-8a15-4b0e-9a55-61a3a9c3c001'
    const event = {
      data: { memberId: id },
      metadata: { ...arrival().event.metadata, entityId: id },
    }
    const line = renderDeliveryLine(
      summary({ event, dispatches: [{ target: 'run src/backend/events.js', state: 'delivered' }] }),
      await canvas(),
    )
    expect(line).toBe(
      '09:00:01 k3j9x2  assigned    member 0d6c1f7e…  badge 0d6c1f7e…  verified  ✓ run\n',
    )
    expect([...line.trimEnd()].length).toBeLessThanOrEqual(80)
  })

  test.each([
    { key: null, eventType: `acme.v1.${'x'.repeat(200)}` },
    { resends: 11, isLate: true, verification: { status: 'unverified' as const } },
    {
      ...{ resends: 11, isLate: true, verification: { status: 'unverified' as const } },
      dispatches: [
        { target: `http://localhost:3000/${'x'.repeat(200)}`, state: 'failed' as const },
      ],
    },
    {
      dispatches: [
        { target: 'http://localhost:3000/hook', state: 'failed' as const },
        { target: 'run src/backend/events.js', state: 'waiting' as const },
      ],
    },
  ])('fits 80 columns with %j', async (changes) => {
    const line = renderDeliveryLine(summary(changes), await canvas())
    expect([...line.trimEnd()].length).toBeLessThanOrEqual(80)
    expect(line.split('\n')).toHaveLength(2)
  })

  test('is whole where nothing has to fit', async () => {
    const target = `http://localhost:3000/${'x'.repeat(100)}`
    const line = renderDeliveryLine(
      summary({ dispatches: [{ target, state: 'failed' }] }),
      await canvas({ columns: Number.POSITIVE_INFINITY, today: null }),
    )
    expect(line).toMatch(/^2026-11-24 09:00:01 k3j9x2 {2}assigned {4}member 0d6c1f7e…/)
    expect(line).toContain(`✗ failed ${target}`)
  })
})

test('a refusal fits 80 columns, however long its reason and path are', async () => {
  const refusal = {
    ...{ at: new Date(), httpStatus: 401, cause: 'expired', reason: 'r'.repeat(90) },
    ...{ path: `/${'p'.repeat(90)}`, headers: {}, bytes: 1234, body: Buffer.alloc(0) },
  }
  const line = renderRefusalLine(refusal, await canvas())
  expect([...line.trimEnd()].length).toBeLessThanOrEqual(80)
})
