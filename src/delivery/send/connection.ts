import type { Pool } from 'undici'
import { connectProblem, isAnswerProblem } from './problem.js'

/** One request over a {@link Connection}. */
export interface PostRequest {
  /** POST where it is not said. */
  method?: 'POST' | 'GET'
  /** By name; none that HTTP forbids. */
  headers: Readonly<Record<string, string>>
  /** Not sent with GET. */
  body: Uint8Array
  /** How long the head of the answer is waited for, in ms. */
  timeoutMs: number
  signal?: AbortSignal
}

/** What became of a POST. Times are in ms, from the start to the head of the answer. */
export type PostResult = { durationMs: number } & (
  | {
      status: 'answered'
      httpStatus: number
      /** By lower-case name. */
      headers: Readonly<Record<string, string | string[] | undefined>>
      /** The beginning of the answer's body. */
      text: string
    }
  /** There was no connection: nothing was sent. */
  | { status: 'unreachable'; reason: string }
  /** The connection ended before an answer, which may be after the other side did its work. */
  | { status: 'cut'; reason: string }
  | { status: 'timed-out' }
  | { status: 'interrupted' }
)

export interface ConnectionOptions {
  /** Without it, each POST has a connection of its own. */
  keepAlive: boolean
  /** Milliseconds from any origin that only grow. */
  clock?: () => number
}

/** The way to one address. */
export interface Connection {
  /** Never rejects. */
  post(request: PostRequest): Promise<PostResult>
  /** Ends what is under way. */
  close(): Promise<void>
}

/** Of an answer no more than this is read, in bytes. */
const maxAnswerBytes = 65_536
/** How long the rest of an answer is waited for after its head, in ms. */
const answerRestMs = 1000
/** How long a connection is waited for, in ms. */
const maxConnectMs = 10_000

/**
 * A way to post to an `http:` or `https:` address. Credentials in it become basic authorization.
 * Proxies of the environment are not used: most targets are on this machine.
 */
export function createConnection(
  address: string,
  { keepAlive, clock = () => performance.now() }: ConnectionOptions,
): Connection {
  const url = new URL(address)
  const authorization = authorizationOf(url)
  let pool: Promise<Pool> | undefined
  let connections = 0
  let isOpen = false
  let isClosed = false

  const open = async (timeoutMs: number): Promise<Pool> => {
    // Costs as much as a Node start to import.
    const { default: undici } = await import('undici')
    const timeout = Math.min(timeoutMs, maxConnectMs)
    const opened = new undici.Pool(url.origin, {
      connections: 1,
      pipelining: keepAlive ? 1 : 0,
      connect: { timeout },
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    opened.on('connect', () => {
      connections += 1
      isOpen = true
    })
    return opened.on('disconnect', () => {
      isOpen = false
    })
  }

  const tryOnce = async (request: PostRequest): Promise<PostResult & { wasReused: boolean }> => {
    pool ??= open(request.timeoutMs)
    const client = await pool
    const before = connections
    const wasOpen = isOpen
    const startedAt = clock()
    const sinceStart = (): { durationMs: number; wasReused: boolean } => ({
      durationMs: clock() - startedAt,
      wasReused: wasOpen && connections === before,
    })
    const limit = limitTime(request)
    const { method = 'POST' } = request
    try {
      if (isClosed || request.signal?.aborted) return { status: 'interrupted', ...sinceStart() }
      const answer = await client.request({
        method,
        path: `${url.pathname}${url.search}`,
        headers: { ...request.headers, ...authorization },
        body: method === 'POST' ? request.body : null,
        signal: limit.signal,
      })
      const times = sinceStart()
      limit.extend(answerRestMs)
      const text = await readBeginning(answer.body)
      const { statusCode: httpStatus, headers } = answer
      return { status: 'answered', httpStatus, headers, text, ...times }
    } catch (error) {
      const times = sinceStart()
      if (isClosed || request.signal?.aborted) return { status: 'interrupted', ...times }
      if (limit.signal.aborted) return { status: 'timed-out', ...times }
      const isConnected = connections > before || times.wasReused || isAnswerProblem(error)
      const { host } = url
      const reason = connectProblem(error, { host, isConnected })
      return { status: isConnected ? 'cut' : 'unreachable', reason, ...times }
    } finally {
      limit.end()
    }
  }

  return {
    async post(request) {
      const first = await tryOnce(request)
      // A server may close an idle connection in the moment in which it is used again. That says
      // nothing of the server now, so it is asked once more.
      const { wasReused, ...result } =
        first.status === 'cut' && first.wasReused ? await tryOnce(request) : first
      return result
    },
    async close() {
      isClosed = true
      await (await pool)?.destroy()
    },
  }
}

interface TimeLimit {
  signal: AbortSignal
  /** Lets what comes next take this long. */
  extend(ms: number): void
  end(): void
}

function limitTime({ timeoutMs, signal }: PostRequest): TimeLimit {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  let timer = setTimeout(abort, timeoutMs)
  signal?.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    extend(ms) {
      clearTimeout(timer)
      timer = setTimeout(abort, ms)
    },
    end() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    },
  }
}

/** What does not end in time, or is cut off, ends where it is: the status has been said. */
async function readBeginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      // Leaving the loop closes the connection; the next POST opens another one.
      if (size >= maxAnswerBytes) break
    }
  } catch {}
  return Buffer.concat(chunks).subarray(0, maxAnswerBytes).toString('utf8')
}

function authorizationOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const credentials = `${decode(username)}:${decode(password)}`
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
