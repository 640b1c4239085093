import { type Connection, createConnection, type PostResult } from './connection.js'

export interface SendOptions {
  /** An `http:` or `https:` address. */
  url: string
  /** The token. */
  body: string | Uint8Array
  /** Besides those that every post has. */
  headers?: Readonly<Record<string, string>>
  /** `null` sends none. */
  contentType?: string | null
  /** How long Wix waits for the answer, in ms. */
  deadlineMs?: number
  /** How long it is waited for here, in ms, to be able to tell how late it is. */
  patienceMs?: number
  signal?: AbortSignal
  /** Milliseconds from any origin that only grow. */
  clock?: () => number
}

/** What Wix would make of the answer. `durationMs` ends with the head of the answer. */
export type SentResult = { durationMs: number } & (
  | { status: 'accepted'; httpStatus: 200; responseText: string }
  /** Another status than 200. */
  | { status: 'refused'; httpStatus: number; reason: string; responseText: string }
  /** An answer after the deadline, or none. */
  | { status: 'too-late'; httpStatus?: number; reason: string; responseText?: string }
  /** There was no connection, or it ended before an answer. */
  | { status: 'unreachable'; reason: string }
)

/** @see https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy */
export const wixDeadlineMs = 1250

/**
 * Which content type Wix sends is not documented. Its samples read the body with `express.text()`,
 * which takes this one only, and frameworks that parse JSON by default leave it alone.
 */
export const defaultContentType = 'text/plain'
/** Says on every request that it was made here, so that a shared server can tell and drop it. */
export const markHeader = 'badge-events-delivery'

const defaultPatienceMs = 10_000

/**
 * Posts a token as Wix posts a webhook: it counts as received when the answer is 200 within 1,250 ms.
 * Each post has a connection of its own. Never rejects; when `signal` aborts, the result is
 * `unreachable` with the reason `interrupted`.
 *
 * @see docs/simulate-to.md
 */
export async function sendWebhook(options: SendOptions): Promise<SentResult> {
  const { url, body, headers = {}, contentType = defaultContentType, signal, clock } = options
  const { deadlineMs = wixDeadlineMs, patienceMs = defaultPatienceMs } = options
  const connection: Connection = createConnection(url, {
    keepAlive: false,
    ...(clock === undefined ? {} : { clock }),
  })
  try {
    const posted = await connection.post({
      headers: {
        'user-agent': 'badge-events',
        [markHeader]: 'simulated',
        ...(contentType === null ? {} : { 'content-type': contentType }),
        ...headers,
      },
      body: typeof body === 'string' ? Buffer.from(body) : body,
      timeoutMs: patienceMs,
      ...(signal === undefined ? {} : { signal }),
    })
    return judge(posted, deadlineMs, patienceMs)
  } finally {
    await connection.close()
  }
}

function judge(posted: PostResult, deadlineMs: number, patienceMs: number): SentResult {
  const { durationMs } = posted
  const waits = `Wix waits ${deadlineMs.toLocaleString('en')} ms`
  switch (posted.status) {
    case 'unreachable':
    case 'cut':
      return { status: 'unreachable', durationMs, reason: posted.reason }
    case 'interrupted':
      return { status: 'unreachable', durationMs, reason: 'interrupted' }
    case 'timed-out':
      return {
        status: 'too-late',
        durationMs,
        reason: `no answer in ${seconds(patienceMs)}: ${waits}`,
      }
    case 'answered': {
      const { httpStatus, text: responseText } = posted
      if (durationMs > deadlineMs) {
        const reason = `answered ${httpStatus} after ${seconds(durationMs)}: ${waits}`
        return { status: 'too-late', durationMs, httpStatus, reason, responseText }
      }
      if (httpStatus === 200) return { status: 'accepted', durationMs, httpStatus, responseText }
      const reason = `answered ${httpStatus}: Wix counts only 200`
      return { status: 'refused', durationMs, httpStatus, reason, responseText }
    }
  }
}

/** Two digits: 1.25 s and 1.26 s are on two sides of the deadline. */
function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(2))} s`
}
