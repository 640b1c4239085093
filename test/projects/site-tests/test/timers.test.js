import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import wixData from 'wix-data'
import { failNext, world } from 'badge-events/vitest'
import { rate } from 'backend/rewards.js'

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-05-06T07:08:09.000Z') }))
afterEach(() => vi.useRealTimers())

test('items carry the time of the test', async () => {
  await wixData.insert('Notes', { text: 'hi' })
  expect(world).toHaveInserted('Notes', { _createdDate: new Date('2026-05-06T07:08:09.000Z') })
})

test('a call settles although the timers stand still', async () => {
  expect(await rate()).toBe(1.5)
})

test('what waits a minute is waited for in no time', async () => {
  failNext('wix-fetch.getJSON')
  const asked = rate()
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await asked).toBe(1.5)
})
