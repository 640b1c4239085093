import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { parseEventName } from '../../src/catalog/index.js'
import { readLocalKey } from '../../src/delivery/keys/local-key.js'
import { openLog } from '../../src/delivery/log/log.js'
import { toEnvelope } from '../../src/event/envelope.js'
import { parseEventObject } from '../../src/event/parse.js'
import { signWebhook } from '../../src/event/webhook.js'
import { createSite } from './site.js'
import { post, startTail } from './tail.js'

/** Mounts a small file system of its own over a folder; false where that is not permitted. */
function mountSmall(folder: string, size: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], {
      stdio: 'ignore',
    })
  } catch {
    return false
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' }))
  return true
}

async function webhook(id: string, privateKey: string): Promise<string> {
  const definition = parseEventName('assigned')
  const event = parseEventObject(readFixture('assigned'))
  // Large, so that the disk is soon full.
  const data = { ...event.data, note: 'x'.repeat(20_000) }
  const own = { ...event, data, metadata: { ...event.metadata, id } }
  return signWebhook(toEnvelope(own, definition), { privateKey, issuedAt: new Date() })
}

test('a full disk is answered with 503, and nothing that was acknowledged is lost', async (context) => {
  const site = createSite({})
  const folder = site.path('.badge-events')
  mkdirSync(folder)
  // No package brings the right to mount, so that CI cannot ask for it either.
  if (!mountSmall(folder, '3m')) {
    return context.skip('mounting a small file system is not permitted here')
  }
  const tail = await startTail([], { cwd: site.root })
  const { privateKey } = readLocalKey(folder)
  const ballast = site.path('.badge-events/ballast')
  writeFileSync(ballast, Buffer.alloc(1024 * 1024))
  const acknowledged: string[] = []
  const send = async (): Promise<number> => {
    const id = randomUUID()
    const { status, text } = await post(tail.url, await webhook(id, privateKey))
    if (status === 200) acknowledged.push(id)
    else expect(JSON.parse(text)).toMatchObject({ error: { cause: 'log-broken' } })
    return status
  }

  let status = 200
  for (let sent = 0; sent < 300 && status === 200; sent++) status = await send()
  expect(status).toBe(503)
  expect(await send()).toBe(503)
  expect(await tail.until('log-broken')).toHaveLength(1)

  rmSync(ballast)
  expect(await send()).toBe(200)
  tail.interrupt()
  expect((await tail.finished).exitCode).toBe(130)

  // Elsewhere, because a log is brought in order when it is opened, and that takes space.
  cpSync(folder, site.path('copy'), { recursive: true })
  const log = await openLog(site.path('copy'))
  const logged = [...log.list()].map(({ eventId }) => eventId).reverse()
  await log.close()
  expect(logged).toEqual(acknowledged)
})
