import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createForwardTarget, type ForwardOptions } from '../../../src/delivery/forward/forward.js'
import type { Delivery } from '../../../src/delivery/types.js'
import { closedAddress, startServer, startTcpServer, stop } from '../send/server.js'
import { deliveryOf } from './delivery.js'

const never = new AbortController().signal

function targetOf(options: ForwardOptions) {
  const target = createForwardTarget(options)
  onTestFinished(() => target.close())
  return target
}

async function forward(
  options: ForwardOptions,
  parts: Partial<Delivery> = {},
  signal: AbortSignal = never,
) {
  return targetOf(options).deliver(deliveryOf(parts), signal)
}

function stepping(...times: number[]): () => number {
  return () => times.shift() ?? 0
}

describe('what is posted', () => {
  test('is the body byte for byte, also where it is no text', async () => {
    const server = await startServer((_request, response) => response.end())
    const body = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256))
    const outcome = await forward({ url: server.url }, { body })
    expect(outcome).toMatchObject({ status: 'delivered', httpStatus: 200 })
    expect(outcome.note).toBeUndefined()
    expect(server.requests[0]?.body.equals(body)).toBe(true)
    expect(server.requests[0]?.headers['content-length']).toBe('512')
  })

  test('may be empty', async () => {
    const server = await startServer((_request, response) => response.end())
    await forward({ url: server.url }, { body: Buffer.alloc(0) })
    expect(server.requests[0]?.headers['content-length']).toBe('0')
  })

  test('goes to the path and query of the target, not of the delivery', async () => {
    const server = await startServer((_request, response) => response.end())
    await forward({ url: `${server.url}hook/a%20b?x=1&y=a=b` }, { path: '/other?z=1' })
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/hook/a%20b?x=1&y=a=b' })
  })

  test('has the headers that were logged, but none of another connection', async () => {
    const server = await startServer((_request, response) => response.end())
    const headers = {
      'content-type': 'application/jwt; charset=utf-8',
      'user-agent': 'Wix\tHooks é',
      digest: 'JWT=abc',
      connection: 'close, X-Hop',
      'x-hop': 'mine',
      'keep-alive': 'timeout=1',
      'proxy-authorization': 'Basic x',
      'proxy-connection': 'close',
      te: 'trailers',
      trailer: 'x-t',
      'transfer-encoding': 'chunked',
      upgrade: 'h2c',
      expect: '100-continue',
      host: 'evil.example',
      'content-length': '3',
      'accept-encoding': 'gzip',
    }
    const outcome = await forward({ url: server.url }, { headers, id: 'h7' })
    expect(outcome.status).toBe('delivered')
    const { headers: received } = server.requests[0] ?? {}
    expect(received).toEqual({
      'content-type': 'application/jwt; charset=utf-8',
      'user-agent': 'Wix\tHooks é',
      digest: 'JWT=abc',
      'badge-events-delivery': 'h7',
      host: `127.0.0.1:${server.port}`,
      connection: 'keep-alive',
      'content-length': '29',
    })
  })

  test('leaves out headers that HTTP forbids', async () => {
    const server = await startServer((_request, response) => response.end())
    const headers = {
      'x-newline': 'a\r\nx-injected: b',
      'x-null': 'a\0b',
      'x-wide': '→',
      'bad name': 'x',
      '': 'x',
      'x:y': 'x',
      'x-fine': '',
    }
    const outcome = await forward({ url: server.url }, { headers })
    expect(outcome.status).toBe('delivered')
    const names = Object.keys(server.requests[0]?.headers ?? {}).filter((name) =>
      /^(x|bad name)/.test(name),
    )
    expect(names).toEqual(['x-fine'])
  })

  test('carries the credentials of the address, and its name masks the password', async () => {
    const server = await startServer((_request, response) => response.end())
    const target = targetOf({ url: `http://ann:p%40ss@127.0.0.1:${server.port}/x` })
    expect(target.name).toBe(`http://ann:***@127.0.0.1:${server.port}/x`)
    await target.deliver(deliveryOf(), never)
    const expected = `Basic ${Buffer.from('ann:p@ss').toString('base64')}`
    expect(server.requests[0]?.headers.authorization).toBe(expected)
  })

  test('reaches a server at localhost that listens on IPv4 only', async () => {
    const server = await startServer((_request, response) => response.end())
    const outcome = await forward({ url: `http://localhost:${server.port}/` })
    expect(outcome.status).toBe('delivered')
  })
})

describe('an answer', () => {
  test.each([201, 202, 204, 299])('of %d is delivered, with what Wix would do', async (status) => {
    const server = await startServer((_request, response) => response.writeHead(status).end())
    expect(await forward({ url: server.url })).toMatchObject({
      status: 'delivered',
      httpStatus: status,
      note: `answered ${status}; Wix counts only 200 and would have sent it again`,
    })
  })

  test('that is slower than Wix waits is delivered, with what Wix would do', async () => {
    const server = await startServer((_request, response) => response.end())
    const outcome = await forward({ url: server.url, clock: stepping(0, 1251) })
    expect(outcome).toEqual({
      status: 'delivered',
      httpStatus: 200,
      durationMs: 1251,
      note: 'took 1.25 s; Wix waits 1,250 ms and would have sent it again',
    })
    const inTime = await forward({ url: server.url, clock: stepping(0, 1250) })
    expect(inTime.note).toBeUndefined()
  })

  test.each([301, 302, 307, 308])('of %d is a failure, and is not followed', async (status) => {
    const server = await startServer((_request, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(),
    )
    expect(await forward({ url: server.url })).toMatchObject({
      status: 'failed',
      reason: `answered ${status} to /elsewhere; that Wix follows redirects is not documented`,
    })
    expect(server.requests).toHaveLength(1)
  })

  test.each([400, 401, 403, 404, 409, 410, 413, 422])('of %d is final', async (status) => {
    const server = await startServer((_request, response) =>
      response.writeHead(status, { 'retry-after': '1' }).end('no\n  such  thing'),
    )
    expect(await forward({ url: server.url })).toEqual({
      status: 'failed',
      httpStatus: status,
      reason: `answered ${status}: no such thing`,
      durationMs: expect.any(Number),
    })
  })

  test.each([408, 425, 429, 500, 502, 503, 504, 599])(
    'of %d asks for another try',
    async (status) => {
      const server = await startServer((_request, response) => response.writeHead(status).end())
      expect(await forward({ url: server.url })).toEqual({
        status: 'retry',
        httpStatus: status,
        reason: `answered ${status}`,
        durationMs: expect.any(Number),
      })
    },
  )

  test.each([
    ['3', 3000],
    ['Tue, 24 Nov 2026 10:02:00 GMT', 120_000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['999999', 3_600_000],
    ['-5', undefined],
    ['soon', undefined],
  ])('says with Retry-After %s when', async (value, expected) => {
    const server = await startServer((_request, response) =>
      response.writeHead(503, { 'retry-after': value }).end(),
    )
    const now = () => new Date('2026-11-24T10:00:00Z')
    const outcome = await forward({ url: server.url, now })
    expect(outcome.status === 'retry' && outcome.retryAfterMs).toBe(expected)
  })

  test('is shown by its first 200 characters', async () => {
    const server = await startServer((_request, response) =>
      response.writeHead(400).end('é'.repeat(500)),
    )
    const outcome = await forward({ url: server.url })
    expect(outcome).toMatchObject({ reason: `answered 400: ${'é'.repeat(200)}` })
  })

  test('in chunks is read to its end, and the connection is kept', async () => {
    const server = await startServer(async (_request, response) => {
      response.writeHead(422)
      for (const part of ['one ', 'two ', 'three']) {
        response.write(part)
        await sleep(5)
      }
      response.end()
    })
    const target = targetOf({ url: server.url })
    for (let round = 0; round < 3; round += 1) {
      const outcome = await target.deliver(deliveryOf(), never)
      expect(outcome).toMatchObject({ reason: 'answered 422: one two three' })
    }
    expect(server.connections).toBe(1)
  })

  test('without an end is not read to it, and the next delivery goes through', async () => {
    let sent = 0
    const server = await startServer((_request, response, socket) => {
      response.writeHead(500)
      const more = (): void => {
        let goesOn = !socket.destroyed
        while (goesOn) {
          sent += 16_384
          goesOn = response.write('x'.repeat(16_384))
        }
      }
      response.on('drain', more)
      more()
    })
    const target = targetOf({ url: server.url })
    for (let round = 0; round < 2; round += 1) {
      const outcome = await target.deliver(deliveryOf(), never)
      expect(outcome).toMatchObject({ status: 'retry', httpStatus: 500 })
      expect(outcome).toHaveProperty('reason', `answered 500: ${'x'.repeat(200)}`)
    }
    // What fits into the buffers on the way, and no more.
    expect(sent).toBeLessThan(64 * 1024 * 1024)
  })

  test('that stops in its middle counts by its status', async () => {
    const server = await startServer((_request, response, socket) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('part', () => setImmediate(() => socket.destroy()))
    })
    expect(await forward({ url: server.url })).toMatchObject({ status: 'delivered' })
  })

  test('whose body never comes counts by its status', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.flushHeaders()
    })
    expect(await forward({ url: server.url })).toMatchObject({ status: 'delivered' })
  })
})

describe('no answer', () => {
  test('from an address at which nothing listens means that the target is down', async () => {
    const url = await closedAddress()
    expect(await forward({ url })).toMatchObject({
      status: 'down',
      reason: `nothing listens on ${new URL(url).host}`,
    })
    const { port } = new URL(url)
    expect(await forward({ url: `http://localhost:${port}/` })).toMatchObject({
      status: 'down',
      reason: `nothing listens on localhost:${port}`,
    })
  })

  test('from a host without a name means that the target is down', async () => {
    const outcome = await forward({ url: 'http://nowhere.invalid:3000/' })
    expect(outcome).toMatchObject({ status: 'down' })
    expect(outcome).toHaveProperty('reason', expect.stringContaining('nowhere.invalid:3000'))
  })

  test('from a server that does not speak TLS means that the target is down', async () => {
    const server = await startServer((_request, response) => response.end())
    expect(await forward({ url: `https://127.0.0.1:${server.port}/` })).toMatchObject({
      status: 'down',
      reason: `127.0.0.1:${server.port} does not speak TLS; is it an http: address?`,
    })
  })

  test.each(['destroy', 'resetAndDestroy'] as const)(
    'after the delivery was sent (%s) asks for another try',
    async (end) => {
      const server = await startServer((_request, _response, socket) => void socket[end]())
      expect(await forward({ url: server.url })).toMatchObject({
        status: 'retry',
        reason: `127.0.0.1:${server.port} closed the connection before it answered`,
      })
      expect(server.requests).toHaveLength(1)
    },
  )

  test('that is HTTP asks for another try', async () => {
    const url = await startTcpServer((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))
    })
    expect(await forward({ url })).toMatchObject({
      status: 'retry',
      reason: `what ${new URL(url).host} answered is not HTTP`,
    })
  })

  test('in time asks for another try', async () => {
    const server = await startServer(() => {})
    expect(await forward({ url: server.url, timeoutMs: 40 })).toMatchObject({
      status: 'retry',
      reason: 'no answer in 0.04 s',
    })
  })

  test('because of an interruption asks for another try', async () => {
    const controller = new AbortController()
    const server = await startServer(() => controller.abort())
    const outcome = await forward({ url: server.url }, {}, controller.signal)
    expect(outcome).toMatchObject({ status: 'retry', reason: 'interrupted' })
  })

  test('because of an interruption before it began sends nothing', async () => {
    const server = await startServer((_request, response) => response.end())
    const outcome = await forward({ url: server.url }, {}, AbortSignal.abort())
    expect(outcome).toMatchObject({ status: 'retry', reason: 'interrupted' })
    expect(server.requests).toEqual([])
  })

  test('because the target was closed asks for another try', async () => {
    const target = createForwardTarget({ url: (await startServer(() => void target.close())).url })
    const outcome = await target.deliver(deliveryOf(), never)
    expect(outcome).toMatchObject({ status: 'retry', reason: 'interrupted' })
    expect(await target.deliver(deliveryOf(), never)).toMatchObject({ reason: 'interrupted' })
  })
})

describe('the connection', () => {
  test('is one for many deliveries', async () => {
    const server = await startServer((_request, response) => response.end('ok'))
    const target = targetOf({ url: server.url })
    for (let round = 0; round < 20; round += 1) {
      expect(await target.deliver(deliveryOf(), never)).toMatchObject({ status: 'delivered' })
    }
    expect(server.connections).toBe(1)
  })

  test('that the server closed while it was idle costs no try', async () => {
    const server = await startServer((_request, response) => response.end('ok'))
    const target = targetOf({ url: server.url })
    await target.deliver(deliveryOf(), never)
    server.server.closeIdleConnections()
    expect(await target.deliver(deliveryOf(), never)).toMatchObject({ status: 'delivered' })
    await sleep(20)
    expect(await target.deliver(deliveryOf(), never)).toMatchObject({ status: 'delivered' })
  })

  test('that is closed as it is used again is opened anew, once', async () => {
    let requests = 0
    const server = await startServer((_request, response, socket) => {
      requests += 1
      if (requests === 2) socket.destroy()
      else response.end('ok')
    })
    const target = targetOf({ url: server.url })
    await target.deliver(deliveryOf(), never)
    expect(await target.deliver(deliveryOf(), never)).toMatchObject({ status: 'delivered' })
    expect(server.connections).toBe(2)
  })

  test('comes back with a server that was restarted', async () => {
    const first = await startServer((_request, response) => response.end('ok'))
    const target = targetOf({ url: first.url })
    expect(await target.deliver(deliveryOf(), never)).toMatchObject({ status: 'delivered' })
    await stop(first.server)
    expect(await target.deliver(deliveryOf(), never)).toMatchObject({ status: 'down' })
    await startServer((_request, response) => response.end('ok'), first.port)
    expect(await target.deliver(deliveryOf(), never)).toMatchObject({ status: 'delivered' })
  })

  test('leaves no listener on the signal', async () => {
    const server = await startServer((_request, response) => response.end('ok'))
    const target = targetOf({ url: server.url })
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners += 1
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners -= 1
      remove(...args)
    }
    await target.deliver(deliveryOf(), signal)
    expect(listeners).toBe(0)
  })
})
