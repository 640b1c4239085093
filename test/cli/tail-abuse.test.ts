import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { parseEventName } from '../../src/catalog/index.js'
import { readLocalKey } from '../../src/delivery/keys/local-key.js'
import { toEnvelope } from '../../src/event/envelope.js'
import { parseEventObject } from '../../src/event/parse.js'
import { signWebhook } from '../../src/event/webhook.js'
import { openRaw, request, statuses, talk } from '../delivery/receive/raw-http.js'
import { createSite } from './site.js'
import { post, type RunningTail, startTail } from './tail.js'

let tail: RunningTail
let port: number
let webhook: string

beforeEach(async () => {
  const site = createSite({})
  tail = await startTail([], { cwd: site.root })
  port = Number(new URL(tail.url).port)
  const { privateKey } = readLocalKey(site.path('.badge-events'))
  const event = parseEventObject(readFixture('assigned'))
  const envelope = toEnvelope(event, parseEventName('assigned'))
  webhook = await signWebhook(envelope, { privateKey, issuedAt: new Date() })
})

const chunked = (body: string): string =>
  `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n${body}`

const causes = (answer: string): string[] =>
  [...answer.matchAll(/"cause":"([^"]+)"/g)].map(([, cause = '']) => cause)

/** It still does what it is for, and nothing but that was logged. */
async function expectUnharmed(): Promise<void> {
  expect((await post(tail.url, webhook)).status).toBe(200)
  await tail.until('delivery')
  expect(tail.documents('delivery')).toHaveLength(1)
}

describe('a request that is no delivery', () => {
  test.each([
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a negative length', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n'],
    ['a chunk whose size is no number', chunked('zz\r\nabc\r\n0\r\n\r\n')],
    ['a chunk that is longer than its size', chunked('2\r\nabcdef\r\n0\r\n\r\n')],
    ['noise', Buffer.from([0, 1, 2, 254, 255, 13, 10, 13, 10])],
    ['the first bytes of TLS', Buffer.from('16030100f8010000f40303', 'hex')],
  ])('with %s is answered with 400', async (_title, bytes) => {
    expect(statuses(await talk(port, bytes))).toEqual([400])
    await expectUnharmed()
  })

  test('with headers beyond all measure is answered with 431', async () => {
    const headers = [`x-large: ${'x'.repeat(100_000)}`]
    expect(statuses(await talk(port, request('', headers)))).toEqual([431])
    await expectUnharmed()
  })

  test('of another method is answered with 405', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE']) {
      expect(statuses(await talk(port, request('', [], method))), method).toEqual([405])
    }
    await expectUnharmed()
  })

  test('of a time before HTTP had versions is answered', async () => {
    expect(statuses(await talk(port, 'GET /\r\n\r\n'))).toEqual([405])
    await expectUnharmed()
  })

  test('is refused with a cause when it is compressed', async () => {
    const connection = await openRaw(port)
    const body = gzipSync(webhook)
    connection.send(
      `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`,
    )
    connection.send(body)
    const answer = await connection.closed
    expect([statuses(answer), causes(answer)]).toEqual([[400], ['compressed']])
    await expectUnharmed()
  })

  test('is refused by its announced length before its body is sent', async () => {
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n'
    const answer = await talk(port, head)
    expect([statuses(answer), causes(answer)]).toEqual([[413], ['too-large']])
    await expectUnharmed()
  })

  test('is refused when it expects what nobody knows', async () => {
    expect(statuses(await talk(port, request(webhook, ['expect: a-miracle'])))).toEqual([417])
    await expectUnharmed()
  })
})

describe('a delivery', () => {
  test('in chunks is kept', async () => {
    const chunks = webhook.replace(
      /.{1,100}/gs,
      (part) => `${part.length.toString(16)}\r\n${part}\r\n`,
    )
    expect(statuses(await talk(port, chunked(`${chunks}0\r\n\r\n`)))).toEqual([200])
    await expectUnharmed()
  })

  test('whose sender asks first is told to continue', async () => {
    const { send, until } = await openRaw(port)
    const [head = '', body = ''] = request(webhook, ['expect: 100-continue']).split('\r\n\r\n')
    send(`${head}\r\n\r\n`)
    await until((text) => text.includes('100 Continue'))
    send(body)
    expect(statuses(await until((text) => text.includes('ok')))).toEqual([100, 200])
  })

  test('whose sender has closed its half of the connection is dropped at once', async () => {
    const { socket, closed } = await openRaw(port)
    socket.end(request(webhook))
    await closed
    await expectUnharmed()
  })

  test('that is followed by more than its length is kept, and the rest refused', async () => {
    const whole = request(webhook).replace('connection: close\r\n', '')
    const { send, closed, until } = await openRaw(port)
    send(whole)
    await until((text) => text.endsWith('ok'))
    send('and more\r\n\r\n')
    expect(statuses(await closed)).toEqual([200, 400])
  })

  test('is answered a thousand times over one connection, in order', async () => {
    const { send, until } = await openRaw(port)
    const delivery = request(webhook).replace('connection: close\r\n', '')
    const other = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'
    send(`${delivery}${other}`.repeat(500))
    const answer = await until((text) => statuses(text).length === 1000)
    expect(statuses(answer)).toEqual(Array.from({ length: 500 }, () => [200, 405]).flat())
  })

  test('is answered while a thousand connections do nothing', async () => {
    await post(tail.url, webhook)
    const before = residentBytes(tail.pid)
    await Promise.all(Array.from({ length: 1000 }, () => openRaw(port)))
    expect((await post(tail.url, webhook)).status).toBe(200)
    expect((residentBytes(tail.pid) - before) / 1e6).toBeLessThan(100)
  })

  test('is answered while large bodies are never finished', async () => {
    await post(tail.url, webhook)
    const before = residentBytes(tail.pid)
    const open = await Promise.all(Array.from({ length: 150 }, () => openRaw(port)))
    for (const { send } of open) {
      send(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n${'x'.repeat(900_000)}`)
    }
    await Promise.any(open.map(({ until }) => until((text) => text.includes('too-busy'))))
    expect((residentBytes(tail.pid) - before) / 1e6).toBeLessThan(300)
    for (const { socket } of open) socket.destroy()
    await expect
      .poll(async () => (await post(tail.url, webhook)).status, { timeout: 10_000 })
      .toBe(200)
  })
})

/** Where the system tells it; elsewhere the answers alone are tested. */
function residentBytes(pid: number): number {
  if (process.platform !== 'linux') return 0
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
