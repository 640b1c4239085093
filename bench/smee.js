// smee-client with a server of its own protocol, installed for the run: it is not among our dependencies.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { row } from './measure.js'

const deliveries = 1000

/**
 * How fast the same deliveries get through smee: to a relay, over server-sent events to its client,
 * and on to a server. Nothing is verified or kept on the way, and the next one waits for none.
 */
export async function smeeRows() {
  const folder = mkdtempSync(join(tmpdir(), 'badge-events-smee-'))
  const install = ['install', '--silent', '--no-audit', '--no-fund', '--prefix', folder]
  const { status } = spawnSync('npm', [...install, 'smee-client'], { stdio: 'ignore' })
  const client = join(folder, 'node_modules/.bin/smee')
  if (status !== 0 || !existsSync(client))
    return [row('smee-client', '', 'cannot be installed here', '')]
  const relay = await startRelay()
  let received = 0
  const target = await listen(async (request, response) => {
    request.resume()
    request.on('end', () => {
      received += 1
      response.end('ok')
    })
  })
  const url = `http://127.0.0.1:${relay.port}/channel`
  const child = spawn(client, ['-u', url, '-t', `http://127.0.0.1:${target.port}/`], {
    stdio: 'ignore',
  })
  try {
    await relay.connected
    const startedAt = performance.now()
    for (let sent = 0; sent < deliveries; sent++) relay.emit({ body: { sent }, timestamp: sent })
    while (received < deliveries) {
      if (performance.now() - startedAt > 30_000)
        return [row('smee-client', '', `${received} of ${deliveries} arrived`, '')]
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const rate = (deliveries * 1000) / (performance.now() - startedAt)
    return [
      row(
        'smee-client, not verified',
        `${rate.toFixed(0)}/s`,
        'relay (a stand-in of its server) → client → server',
        '',
      ),
    ]
  } finally {
    child.kill()
    relay.close()
    target.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the client needs of a smee server: a channel of server-sent events. */
async function startRelay() {
  let stream
  let isConnected = () => {}
  const connected = new Promise((resolve) => {
    isConnected = resolve
  })
  const server = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('event: ready\ndata: {}\n\n')
    stream = response
    isConnected()
  })
  return { ...server, connected, emit: (data) => stream.write(`data: ${JSON.stringify(data)}\n\n`) }
}

async function listen(handler) {
  const server = createServer(handler)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
