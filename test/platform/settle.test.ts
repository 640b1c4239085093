import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CurrentRun } from '../../src/platform/runs.js'
import { countResources, settleLeftovers } from '../../src/platform/settle.js'

function createRun(...pending: number[]): CurrentRun {
  return {
    id: 1,
    startedAt: 0,
    hasReturned: true,
    effects: pending.length,
    pending: new Set(pending),
    warned: new Set(),
  }
}

describe('settleLeftovers', () => {
  test('ends at once when nothing is left', async () => {
    expect(await settleLeftovers([createRun()], countResources(), 60_000)).toEqual({
      timersLeft: false,
    })
  })

  test('waits for calls that are still running', async () => {
    const run = createRun(0, 1)
    const before = countResources()
    // Such a timer keeps nothing alive, so only the call itself is waited for.
    setTimeout(() => run.pending.clear(), 20).unref()
    expect(await settleLeftovers([run], before, 60_000)).toEqual({ timersLeft: false })
    expect(run.pending.size).toBe(0)
  })

  test('waits for timers, which may start more calls', async () => {
    const run = createRun()
    const before = countResources()
    let called = false
    setTimeout(() => {
      called = true
    }, 20)
    expect((await settleLeftovers([run], before, 60_000)).timersLeft).toBe(false)
    expect(called).toBe(true)
  })

  test('gives up after its limit and tells what is left', async () => {
    const before = countResources()
    const timer = setInterval(() => {}, 1000)
    onTestFinished(() => clearInterval(timer))
    expect(await settleLeftovers([createRun(3)], before, 20)).toEqual({
      timersLeft: true,
    })
  })

  test('does not take what was open before for a leftover', async () => {
    const server = createServer().listen(0)
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const before = countResources()
    expect((await settleLeftovers([createRun()], before, 60_000)).timersLeft).toBe(false)
  })
})
