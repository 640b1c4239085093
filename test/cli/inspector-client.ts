import { randomBytes } from 'node:crypto'
import { get, request } from 'node:http'
import type { Socket } from 'node:net'

export interface InspectorMessage {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: Record<string, unknown>
}

/** A debugger, as small as it can be: Node 20 has no WebSocket client of its own. */
export interface InspectorClient {
  send(method: string, params?: Record<string, unknown>): Promise<Record<string, unknown>>
  /** Resolves with the parameters of the first such event, also of one that came already. */
  event(
    method: string,
    fits?: (params: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>>
  close(): void
}

/** Attaches to the first target of a debugger's port. */
export async function attachInspector(port: number): Promise<InspectorClient> {
  const [target] = (await getJson(`http://127.0.0.1:${port}/json/list`)) as {
    webSocketDebuggerUrl: string
  }[]
  if (!target) throw new Error('the debugger offers no target')
  const socket = await upgrade(target.webSocketDebuggerUrl.replace('ws:', 'http:'))
  return createClient(socket)
}

function createClient(socket: Socket): InspectorClient {
  const messages: InspectorMessage[] = []
  const listeners = new Set<() => void>()
  readFrames(socket, (text) => {
    messages.push(JSON.parse(text) as InspectorMessage)
    for (const listener of listeners) listener()
  })
  const first = (fits: (message: InspectorMessage) => boolean): Promise<InspectorMessage> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = messages.find(fits)
        if (!found) return
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      look()
    })
  let lastId = 0
  // What comes in the moment before Node begins to wait for a debugger lies there until more comes.
  const nudge = JSON.stringify({ id: 0, method: 'Runtime.getIsolateId' })
  const timer = setInterval(() => socket.write(maskedFrame(nudge)), 200)
  socket.on('close', () => clearInterval(timer))
  return {
    async send(method, params = {}) {
      const id = ++lastId
      socket.write(maskedFrame(JSON.stringify({ id, method, params })))
      return (await first((message) => message.id === id)).result ?? {}
    },
    async event(method, fits = () => true) {
      const found = await first(
        (message) => message.method === method && fits(message.params ?? {}),
      )
      return found.params ?? {}
    },
    close: () => void socket.destroy(),
  }
}

function getJson(url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve(JSON.parse(text)))
    }).on('error', reject)
  })
}

function upgrade(url: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    }
    request(url, { headers })
      .on('upgrade', (_response, socket) => resolve(socket as Socket))
      .on('error', reject)
      .end()
  })
}

// RFC 6455, section 5.2: one text frame, masked, as a client has to send it.
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const mask = randomBytes(4)
  const length = Buffer.alloc(4)
  length.writeUInt8(0x81, 0)
  length.writeUInt8(0x80 | 126, 1)
  length.writeUInt16BE(payload.length, 2)
  return Buffer.concat([length, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))])
}

function readFrames(socket: Socket, onText: (text: string) => void): void {
  let buffered = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    buffered = Buffer.concat([buffered, chunk])
    for (let frame = parseFrame(buffered); frame; frame = parseFrame(buffered)) {
      buffered = buffered.subarray(frame.end)
      if (frame.isText) onText(frame.text)
    }
  })
}

function parseFrame(bytes: Buffer): { isText: boolean; text: string; end: number } | undefined {
  if (bytes.length < 2) return undefined
  const short = bytes.readUInt8(1) & 0x7f
  const start = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < start) return undefined
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  const end = start + length
  if (bytes.length < end) return undefined
  const isText = (bytes.readUInt8(0) & 0x0f) === 1
  return { isText, text: bytes.subarray(start, end).toString('utf8'), end }
}
