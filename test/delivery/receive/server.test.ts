import { describe, expect, it, onTestFinished } from 'vitest'
import type { ReceivedRequest } from '../../../src/delivery/receive/receiver.js'
import {
  maxBodyBytes,
  type RunningServer,
  startServer,
  type TimeLimits,
} from '../../../src/delivery/receive/server.js'
import { openRaw, request, statuses, talk } from './raw-http.js'

interface Listening {
  port: number
  received: ReceivedRequest[]
  server: RunningServer
}

/** Answers with the body, and keeps what it was given. */
async function listen(limits: Partial<TimeLimits> = {}): Promise<Listening> {
  const received: ReceivedRequest[] = []
  const server = await startServer({
    ...{ host: '127.0.0.1', port: 0, limits },
    async receive(one) {
      received.push(one)
      return { status: 200, body: one.body.toString() }
    },
  })
  onTestFinished(() => server.stop(0))
  return { port: server.port, received, server }
}

describe('startServer', () => {
  it('gives the body byte for byte, whatever its content type', async () => {
    const { port, received } = await listen()
    const body = Buffer.from([0, 255, 13, 10, 128])
    await fetch(`http://127.0.0.1:${port}/hook?a=b`, { method: 'POST', body })
    expect(received[0]).toMatchObject({ method: 'POST', url: '/hook?a=b', body })
  })

  it('reads a body of the largest size, and refuses one byte more', async () => {
    const { port, received } = await listen()
    expect(statuses(await talk(port, request('x'.repeat(maxBodyBytes))))).toEqual([200])
    expect(statuses(await talk(port, request('x'.repeat(maxBodyBytes + 1))))).toEqual([413])
    expect(received).toHaveLength(1)
  })

  it('refuses a body that grows too large without having announced it', async () => {
    const { port, received } = await listen()
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n'
    expect(statuses(await talk(port, head + chunk.repeat(17)))).toEqual([413])
    expect(received).toEqual([])
  })

  describe('with a client that takes its time', () => {
    const limits = { headersMs: 150, requestMs: 300, stalledMs: 700, checkMs: 20 }

    it('drops one that sends nothing', async () => {
      const { port } = await listen(limits)
      const { closed } = await openRaw(port)
      expect(statuses(await closed)).toEqual([408])
    })

    it('drops one whose headers dribble', async () => {
      const { port, received } = await listen(limits)
      const { send, closed } = await openRaw(port)
      send('POST / HTTP/1.1\r\n')
      const dribble = setInterval(() => send('x: y\r\n'), 20)
      onTestFinished(() => clearInterval(dribble))
      expect(statuses(await closed)).toEqual([408])
      expect(received).toEqual([])
    })

    it('drops one whose body dribbles', async () => {
      const { port, received } = await listen(limits)
      const { send, closed } = await openRaw(port)
      send('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n')
      const dribble = setInterval(() => send('x'), 20)
      onTestFinished(() => clearInterval(dribble))
      expect(statuses(await closed)).toEqual([408])
      expect(received).toEqual([])
    })

    it('drops one whose body is shorter than announced', async () => {
      const { port, received } = await listen(limits)
      const answer = await talk(
        port,
        'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nshort',
      )
      expect(statuses(answer)).toEqual([408])
      expect(received).toEqual([])
    })

    it('drops one that never reads its answer', async () => {
      const large = 'x'.repeat(64 * 1024 * 1024)
      let isAsked = (): void => {}
      const asked = new Promise<void>((resolve) => {
        isAsked = resolve
      })
      const server = await startServer({
        ...{ host: '127.0.0.1', port: 0, limits },
        async receive() {
          isAsked()
          return { status: 200, body: large }
        },
      })
      onTestFinished(() => server.stop(0))
      const { send, socket } = await openRaw(server.port)
      socket.pause()
      send(request(''))
      await asked
      // Resolves once no connection is left, and ends none that is being answered.
      await server.stop(60_000)
    })
  })

  it('names the process that has the port', async () => {
    const { port } = await listen()
    const second = startServer({
      ...{ host: '127.0.0.1', port },
      receive: async () => ({ status: 200, body: '' }),
    })
    const who = process.platform === 'linux' ? ` by .*\\(process ${process.pid}\\)` : ''
    await expect(second).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
      message: expect.stringMatching(new RegExp(`^127\\.0\\.0\\.1:${port} is taken${who}$`)),
    })
  })

  it('says when an address is none of this machine', async () => {
    const receive = async () => ({ status: 200, body: '' })
    await expect(startServer({ host: '192.0.2.1', port: 0, receive })).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
      message: expect.stringContaining('Cannot listen on 192.0.2.1:0'),
    })
  })
})
