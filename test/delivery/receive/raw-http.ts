import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A connection that sends what no HTTP client would. */
export interface RawConnection {
  readonly socket: Socket
  /** All that came back so far. */
  readonly text: string
  send(bytes: string | Uint8Array): void
  /** Waits until what came back meets a condition, or the server has closed the connection. */
  until(condition: (text: string) => boolean): Promise<string>
  /** What had come back when the server closed the connection. */
  closed: Promise<string>
}

export function openRaw(port: number): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
    onTestFinished(() => void socket.destroy())
    let text = ''
    let isClosed = false
    const checks = new Set<() => void>()
    const check = (): void => {
      for (const run of checks) run()
    }
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk
      check()
    })
    const until = (condition: (text: string) => boolean): Promise<string> =>
      new Promise((done) => {
        const run = (): void => {
          if (!isClosed && !condition(text)) return
          checks.delete(run)
          done(text)
        }
        checks.add(run)
        run()
      })
    const close = (): void => {
      isClosed = true
      check()
    }
    socket.on('end', () => {
      socket.end()
      close()
    })
    socket.on('close', close)
    // A reset is one of the ways in which a server drops a connection.
    socket.on('error', reject)
    socket.on('connect', () =>
      resolve({
        socket,
        get text() {
          return text
        },
        send: (bytes) => void socket.write(bytes),
        until,
        closed: until(() => false),
      }),
    )
  })
}

/** Sends some bytes, and gives all that comes back until the server closes the connection. */
export async function talk(port: number, bytes: string | Uint8Array): Promise<string> {
  const connection = await openRaw(port)
  connection.send(bytes)
  return connection.closed
}

/** A whole request, after which the connection closes. */
export function request(body: string, headers: readonly string[] = [], method = 'POST'): string {
  const length = `content-length: ${Buffer.byteLength(body)}`
  return `${[`${method} / HTTP/1.1`, 'host: x', 'connection: close', length, ...headers].join('\r\n')}\r\n\r\n${body}`
}

/** The statuses of all answers, in order. */
export function statuses(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}
