import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type ReplayLastOptions, replayLast } from '../../src/commands/tail-replay.js'
import { openLog } from '../../src/delivery/log/log.js'
import type { Verification } from '../../src/delivery/types.js'
import { arrival } from '../delivery/log/arrivals.js'

async function press(status: Verification['status'], waitsFor: string[], allowUnverified = false) {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'))
  const log = await openLog(folder)
  onTestFinished(async () => {
    await log.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await log.append(arrival({ verification: { status, key: 'k' } as Verification }), waitsFor)
  const got: string[] = []
  const destinations = ['a', 'b'].map((name) => ({
    wants: () => true,
    target: {
      name,
      async deliver() {
        got.push(name)
        return { status: 'failed', reason: 'no', durationMs: 0 } as const
      },
      async close() {},
    },
  }))
  const context = { now: () => new Date(), signal: new AbortController().signal }
  const view = { note() {}, dispatch: { onOutcome() {} } }
  const options = { log, destinations, allowUnverified, context, view }
  await replayLast(options as unknown as ReplayLastOptions)
  return { got, states: log.dispatches(1) }
}

test('r brings the last delivery to its targets once more', async () => {
  expect((await press('verified', [])).got).toEqual(['a', 'b'])
})

test('r leaves what still waits for a target in its queue', async () => {
  const { got, states } = await press('verified', ['a'])
  expect(got).toEqual(['b'])
  expect(states).toContainEqual({ target: 'a', state: 'waiting' })
})

test('r brings what is unverified nowhere, unless that is allowed', async () => {
  expect((await press('unverified', [])).got).toEqual([])
  expect((await press('unverified', [], true)).got).toEqual(['a', 'b'])
})
