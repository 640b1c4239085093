import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { triggerRun } from '../../src/commands/trigger.js'
import type { Context } from '../../src/context.js'
import { apiKey, sdkSite, startWixApi } from '../cli/wix-api.js'

/** `trigger created` on a terminal, where somebody presses a key. */
async function press(key: string | null, json = false) {
  const api = await startWixApi()
  const real = globalThis.fetch
  vi.stubGlobal('fetch', (input: string, init: RequestInit) =>
    real(input.replace('https://www.wixapis.com', api.url), init),
  )
  onTestFinished(() => void vi.unstubAllGlobals())
  const interrupt = new AbortController()
  let out = ''
  let err = ''
  let isListening = false
  const io = {
    ...{ stdinIsTTY: true, errIsTTY: true, columns: 80, outColour: false, errColour: false },
    out(text: string) {
      out += text
    },
    err(text: string) {
      err += text
    },
    onKey(listener: (key: string) => void) {
      isListening = true
      queueMicrotask(() => (key === null ? interrupt.abort() : listener(key)))
      return () => {
        isListening = false
      }
    },
  }
  const context = {
    ...{ io, cwd: sdkSite().root, env: { WIX_API_KEY: apiKey }, signal: interrupt.signal },
    ...{ now: () => new Date(), newId: () => '12345678-aaaa', startThread() {} },
  } as unknown as Context
  const options = { event: 'created-v4', set: [], json }
  const ended = await triggerRun(options, context).catch((error: unknown) => error)
  return { ended, out, err, lines: api.lines(), isListening }
}

describe('on a terminal, trigger', () => {
  test('shows what it would do, asks, and does it', async () => {
    const { ended, out, err, lines } = await press('y')
    expect([ended, lines]).toEqual([0, ['POST /badges/v4/badges']])
    expect(err).toBe(`\
created-v4 → live site site-1
  API key from the environment, site from wix.config.json

  1  create badge "badge-events 12345678"
     badgesV2.createBadge, documented to cause created-v4

Change the live site? [y/N] yes
`)
    expect(out.replace(/ +[\d.]+ m?s\n/, '  0 ms\n')).toBe(`\
✓ create badge "badge-events 12345678"  0 ms
  badgesV2.createBadge, documented to cause created-v4

To take it back:
  badge-events trigger deleted-v4 --badge new-badge
`)
  })

  test.each(['n', '\r', 'q'])('changes nothing at %j', async (key) => {
    const { ended, out, err, lines, isListening } = await press(key)
    expect([ended, out, lines, isListening]).toEqual([130, '', [], false])
    expect(err).toMatch(/no\nNothing was changed\.\n$/)
  })

  test('changes nothing at Ctrl-C', async () => {
    const { ended, lines, isListening } = await press(null)
    expect(ended).toMatchObject({ code: 'INTERRUPTED' })
    expect([lines, isListening]).toEqual([[], false])
  })

  test('asks in words also when the answer is JSON', async () => {
    const { err, out } = await press('y', true)
    expect(err).toContain('create badge "badge-events 12345678"')
    const types = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type)
    expect(types).toEqual(['plan', 'step', 'end'])
  })
})
