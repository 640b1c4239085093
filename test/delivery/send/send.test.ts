import { describe, expect, test } from 'vitest'
import { type SendOptions, sendWebhook } from '../../../src/delivery/send/send.js'
import { closedAddress, startServer, startTcpServer } from './server.js'

function send(url: string, options: Partial<SendOptions> = {}) {
  return sendWebhook({ url, body: 'a.b.c', ...options })
}

/** A clock that shows these times, one after another. */
function stepping(...times: number[]): () => number {
  return () => times.shift() ?? 0
}

describe('what is sent', () => {
  test('is the token and nothing else, marked as made here', async () => {
    const server = await startServer((_request, response) => response.end())
    await send(`${server.url}hook?x=1`)
    const [request] = server.requests
    expect(request).toMatchObject({ method: 'POST', url: '/hook?x=1' })
    expect(request?.body.toString()).toBe('a.b.c')
    expect(request?.headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'close',
      'content-type': 'text/plain',
      'user-agent': 'badge-events',
      'badge-events-delivery': 'simulated',
      'content-length': '5',
    })
  })

  test('may have another content type, or none', async () => {
    const server = await startServer((_request, response) => response.end())
    await send(server.url, { contentType: 'application/jwt' })
    await send(server.url, { contentType: null })
    expect(server.requests.map(({ headers }) => headers['content-type'])).toEqual([
      'application/jwt',
      undefined,
    ])
  })

  test('is bytes where bytes are given', async () => {
    const server = await startServer((_request, response) => response.end())
    const body = Buffer.from([0, 255, 13, 10, 128])
    await send(server.url, { body })
    expect(server.requests[0]?.body.equals(body)).toBe(true)
  })

  test('has a connection of its own each time', async () => {
    const server = await startServer((_request, response) => response.end())
    await send(server.url)
    await send(server.url)
    expect(server.connections).toBe(2)
  })
})

describe('an answer', () => {
  test('of 200 up to the deadline is accepted', async () => {
    const server = await startServer((_request, response) => response.end('thanks'))
    expect(await send(server.url, { clock: stepping(100, 1350) })).toEqual({
      status: 'accepted',
      httpStatus: 200,
      durationMs: 1250,
      responseText: 'thanks',
    })
  })

  test('of 200 after the deadline is too late', async () => {
    const server = await startServer((_request, response) => response.end('thanks'))
    expect(await send(server.url, { clock: stepping(100, 1500) })).toEqual({
      status: 'too-late',
      httpStatus: 200,
      durationMs: 1400,
      reason: 'answered 200 after 1.4 s: Wix waits 1,250 ms',
      responseText: 'thanks',
    })
  })

  test.each([201, 204, 302, 400, 401, 500])('of %d is refused', async (status) => {
    const server = await startServer((_request, response) =>
      response.writeHead(status, { location: '/other' }).end(),
    )
    expect(await send(server.url)).toEqual({
      status: 'refused',
      httpStatus: status,
      durationMs: expect.any(Number),
      reason: `answered ${status}: Wix counts only 200`,
      responseText: '',
    })
    expect(server.requests).toHaveLength(1)
  })

  test('that does not come is waited for as long as asked', async () => {
    const server = await startServer(() => {})
    expect(await send(server.url, { patienceMs: 30 })).toMatchObject({
      status: 'too-late',
      reason: 'no answer in 0.03 s: Wix waits 1,250 ms',
    })
  })
})

describe('a server', () => {
  test('that is not there is unreachable', async () => {
    const url = await closedAddress()
    expect(await send(url)).toMatchObject({
      status: 'unreachable',
      reason: `nothing listens on ${new URL(url).host}`,
    })
  })

  test('that closes the connection is unreachable, and is asked once', async () => {
    let connections = 0
    const url = await startTcpServer((socket) => {
      connections += 1
      socket.once('data', () => socket.destroy())
    })
    expect(await send(url)).toMatchObject({
      status: 'unreachable',
      reason: `${new URL(url).host} closed the connection before it answered`,
    })
    expect(connections).toBe(1)
  })

  test('that is left alone by an interruption is unreachable', async () => {
    const controller = new AbortController()
    const server = await startServer(() => controller.abort())
    expect(await send(server.url, { signal: controller.signal })).toMatchObject({
      status: 'unreachable',
      reason: 'interrupted',
    })
  })
})
