import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { BadgeEventsError } from '../../errors.js'
import { describeHolder } from './port-holder.js'
import { type Answer, type Receiver, refusalAnswer } from './receiver.js'

export interface ServerOptions {
  host: string
  /** 0 for any free one. */
  port: number
  receive: Receiver
  /** Other time limits than the usual ones, so that tests need not wait for those. */
  limits?: Partial<TimeLimits>
}

/** In ms. */
export interface TimeLimits {
  /** A request's headers must be there by then. */
  headersMs: number
  /** All of a request must be there by then. */
  requestMs: number
  /** A client that takes nothing of its answer for so long is dropped. */
  stalledMs: number
  /** How often the first two are looked at. */
  checkMs: number
}

export interface RunningServer {
  /** The port it listens at. */
  port: number
  /** Stops accepting, and lets what is in flight be answered, for at most `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/** The largest body that is read, in bytes. A webhook of Wix has a few thousand. */
export const maxBodyBytes = 1024 * 1024
/** What all bodies that are being read may hold together, in bytes. */
const maxHeldBytes = 64 * 1024 * 1024
const usualLimits: TimeLimits = {
  headersMs: 10_000,
  requestMs: 20_000,
  stalledMs: 30_000,
  checkMs: 1000,
}
/** An idle connection is kept for so long, in ms: longer than proxies keep theirs. */
const keepAliveMs = 75_000
/** After a refusal in the middle of a body, the rest of it is read for so long at most, in ms. */
const lingerMs = 1000

/**
 * Listens for deliveries. Whatever is sent is answered or dropped in bounded time and memory.
 *
 * @throws BadgeEventsError `PORT_UNAVAILABLE`
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, receive } = options
  const { headersMs, requestMs, stalledMs, checkMs } = { ...usualLimits, ...options.limits }
  const budget = createBudget()
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: checkMs,
      keepAliveTimeout: keepAliveMs,
    },
    (request, response) => {
      answer(request, receive, budget)
        .then((answer) => answer && send(request, response, answer))
        .catch(() => response.destroy())
    },
  )
  server.on('clientError', answerBadHttp)
  server.setTimeout(stalledMs)
  await listen(server, host, port)
  return {
    port: (server.address() as AddressInfo).port,
    stop: (graceMs) => stop(server, graceMs),
  }
}

/** What all bodies that are being read hold together. */
interface Budget {
  /** Takes some bytes of it; false when it is used up. */
  take(bytes: number): boolean
  give(bytes: number): void
}

function createBudget(): Budget {
  let held = 0
  return {
    take(bytes) {
      held += bytes
      return held <= maxHeldBytes
    },
    give(bytes) {
      held -= bytes
    },
  }
}

/** Null when the client has left. */
async function answer(
  request: IncomingMessage,
  receive: Receiver,
  budget: Budget,
): Promise<Answer | null> {
  const read = await readBody(request, budget)
  try {
    if (read.status === 'gone') return null
    if (read.status === 'refused') return read.answer
    const { method = '', url = '/', headers } = request
    return await receive({ method, url, headers, body: read.body })
  } finally {
    budget.give(read.held)
  }
}

/** `held`: what it took of the budget, in bytes. */
type ReadBody = { held: number } & (
  | { status: 'read'; body: Buffer }
  | { status: 'refused'; answer: Answer }
  | { status: 'gone' }
)

function readBody(request: IncomingMessage, budget: Budget): Promise<ReadBody> {
  return new Promise((resolve) => {
    const announced = Number(request.headers['content-length'] ?? 0)
    if (announced > maxBodyBytes) return resolve({ status: 'refused', answer: tooLarge, held: 0 })
    const chunks: Buffer[] = []
    let held = 0
    request.on('data', (chunk: Buffer) => {
      held += chunk.length
      const fits = budget.take(chunk.length)
      if (held <= maxBodyBytes && fits) return void chunks.push(chunk)
      chunks.length = 0
      request.removeAllListeners('data')
      resolve({ status: 'refused', answer: fits ? tooLarge : tooBusy, held })
    })
    request.on('end', () => resolve({ status: 'read', body: Buffer.concat(chunks), held }))
    request.on('error', () => resolve({ status: 'gone', held }))
    request.on('close', () => resolve({ status: 'gone', held }))
  })
}

const tooLarge = refusalAnswer(413, 'too-large', `a body has at most ${maxBodyBytes} bytes`)
const tooBusy = refusalAnswer(503, 'too-busy', 'too many large bodies at once; send it again')

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Answer,
): void {
  const isWhole = request.complete
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    ...(isWhole ? {} : { connection: 'close' }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
  if (!isWhole) linger(request)
}

/** A client that is still sending sees a reset instead of the answer when the rest is not read. */
function linger(request: IncomingMessage): void {
  request.resume()
  const timer = setTimeout(() => request.socket.destroy(), lingerMs)
  timer.unref()
  request.on('close', () => clearTimeout(timer))
}

function answerBadHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = statusOf(error.code)
  const body = refusalAnswer(status, 'bad-http', 'this is not a whole HTTP request').body
  socket.end(
    `HTTP/1.1 ${status} Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  // Half-open is not closed: a client that never reads would stay.
  socket.setTimeout(lingerMs, () => socket.destroy())
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(portUnavailable(cause, host, port)),
    )
    server.listen({ host, port }, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}

function portUnavailable(
  cause: NodeJS.ErrnoException,
  host: string,
  port: number,
): BadgeEventsError {
  const place = `${host}:${port}`
  if (cause.code !== 'EADDRINUSE') {
    const reason = cause.code === 'EACCES' ? 'ports below 1024 need more rights' : cause.message
    return new BadgeEventsError('PORT_UNAVAILABLE', `Cannot listen on ${place}: ${reason}`, {
      cause,
      hint: 'Choose another one with --port, or any free one with --port 0',
    })
  }
  const holder = describeHolder(port)
  return new BadgeEventsError(
    'PORT_UNAVAILABLE',
    `${place} is taken${holder === null ? '' : ` by ${holder}`}`,
    { cause, hint: 'End that process, or choose another port: --port 8788. --port 0 takes any.' },
  )
}
