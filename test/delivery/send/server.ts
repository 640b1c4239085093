import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface ReceivedRequest {
  method: string
  url: string
  /** As they came over the wire: name, value, name, value. */
  rawHeaders: string[]
  headers: IncomingMessage['headers']
  body: Buffer
}

export interface TestServer {
  url: string
  port: number
  /** In their order. */
  requests: ReceivedRequest[]
  /** How many connections were made. */
  connections: number
  server: Server
}

type Answer = (request: ReceivedRequest, response: ServerResponse, socket: Socket) => unknown

/** An HTTP server on 127.0.0.1 that keeps what it gets; closed with the test. */
export async function startServer(answer: Answer, port = 0): Promise<TestServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const { method = '', url = '', rawHeaders, headers } = request
    const received = { method, url, rawHeaders, headers, body: Buffer.concat(chunks) }
    started.requests.push(received)
    await answer(received, response, request.socket)
  })
  const started: TestServer = { url: '', port: 0, requests: [], connections: 0, server }
  server.on('connection', () => {
    started.connections += 1
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => stop(server))
  started.port = (server.address() as AddressInfo).port
  started.url = `http://127.0.0.1:${started.port}/`
  return started
}

/** A server on 127.0.0.1 for what HTTP servers do not do. */
export async function startTcpServer(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

export async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

/** An address at which nothing listens. */
export async function closedAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await stop(server)
  return `http://127.0.0.1:${port}/`
}
