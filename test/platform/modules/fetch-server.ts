import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FetchServer {
  url: string
  requests: { method: string | undefined; headers: IncomingMessage['headers']; body: string }[]
  close(): Promise<void>
}

/** A server that notes what arrives: `/404` answers so, `/text` with text, all else with JSON. */
export async function startFetchServer(): Promise<FetchServer> {
  const requests: FetchServer['requests'] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    requests.push({ method: request.method, headers: request.headers, body })
    response.writeHead(request.url === '/404' ? 404 : 201, { 'X-Answer': 'yes' })
    response.end(request.url === '/text' ? 'no JSON' : '{"real":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
