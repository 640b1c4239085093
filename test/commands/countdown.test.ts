import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCountdown } from '../../src/commands/countdown.js'
import type { Io } from '../../src/output/io.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function create(errIsTTY: boolean) {
  const texts: string[] = []
  const io = { err: (text: string) => void texts.push(text), errIsTTY } as unknown as Io
  const countdown = createCountdown(
    io,
    (ms) => `${ms} left`,
    () => Date.now(),
  )
  return { countdown, texts }
}

test('counts down on one line of the terminal, and clears it', () => {
  const { countdown, texts } = create(true)
  countdown.start(250)
  vi.advanceTimersByTime(300)
  countdown.stop()
  vi.advanceTimersByTime(1000)
  const line = '\r\u001b[K'
  expect(texts).toEqual([
    ...[`${line}250 left`, `${line}150 left`, `${line}50 left`, `${line}0 left`],
    line,
  ])
  expect(vi.getTimerCount()).toBe(0)
})

test('shows nothing of a wait too short to be read, and nothing where there is no terminal', () => {
  for (const { countdown, texts } of [create(true), create(false)]) {
    countdown.start(150)
    vi.advanceTimersByTime(150)
    countdown.stop()
    expect(texts).toEqual([])
  }
  const { countdown, texts } = create(false)
  countdown.start(10_000)
  vi.advanceTimersByTime(1000)
  countdown.stop()
  expect(texts).toEqual([])
})
