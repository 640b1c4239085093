import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFastClock } from '../../../src/delivery/ladder/clock.js'

const hourMs = 3_600_000

/** Whether it has ended by now. */
function watch(sleeping: Promise<void>): () => boolean {
  let hasEnded = false
  void sleeping.then(() => {
    hasEnded = true
  })
  return () => hasEnded
}

describe('a fast clock', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('lets an hour pass in a second', async () => {
    const hasEnded = watch(createFastClock(3600).sleep(hourMs, new AbortController().signal))
    await vi.advanceTimersByTimeAsync(999)
    expect(hasEnded()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(hasEnded()).toBe(true)
  })

  test('may be so slow that no timer is long enough', async () => {
    const hasEnded = watch(createFastClock(0.01).sleep(12 * hourMs, new AbortController().signal))
    await vi.advanceTimersByTimeAsync(1199 * hourMs)
    expect(hasEnded()).toBe(false)
    await vi.advanceTimersByTimeAsync(hourMs)
    expect(hasEnded()).toBe(true)
  })

  test('stops waiting when the signal aborts, and leaves no timer and no listener', async () => {
    const controller = new AbortController()
    const removed = vi.spyOn(controller.signal, 'removeEventListener')
    const hasEnded = watch(createFastClock(1).sleep(hourMs, controller.signal))
    controller.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(hasEnded()).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
    expect(removed).toHaveBeenCalledOnce()
  })

  test('does not begin to wait when it has aborted', async () => {
    const hasEnded = watch(createFastClock(1).sleep(hourMs, AbortSignal.abort()))
    await vi.advanceTimersByTimeAsync(0)
    expect(hasEnded()).toBe(true)
  })
})
