import { createConnection, type PostResult } from '../../delivery/send/connection.js'
import { markHeader } from '../../delivery/send/send.js'
import type { Answer, Probe } from './types.js'

export interface AskOptions {
  url: string
  signal: AbortSignal
}

/** How long an answer is waited for, in ms: long enough to tell how late it is. */
export const patienceMs = 5000
/** The same for the first look: development servers compile a route when it is first asked for. */
const firstPatienceMs = 30_000

/**
 * Sends one probe, over a connection of its own. Never rejects; null when `signal` aborts.
 */
export async function ask(probe: Probe, { url, signal }: AskOptions): Promise<Answer | null> {
  const { name, contentType, body } = probe
  const connection = createConnection(url, { keepAlive: false })
  try {
    const result = await connection.post({
      method: name === 'get' ? 'GET' : 'POST',
      headers: {
        'user-agent': 'badge-events',
        [markHeader]: 'doctor',
        ...(contentType === null ? {} : { 'content-type': contentType }),
      },
      body: Buffer.from(body),
      timeoutMs: name === 'get' ? firstPatienceMs : patienceMs,
      signal,
    })
    return toAnswer(result)
  } finally {
    await connection.close()
  }
}

function toAnswer(result: PostResult): Answer | null {
  const { durationMs } = result
  switch (result.status) {
    case 'interrupted':
      return null
    case 'timed-out':
      return { status: 'silent', durationMs }
    case 'cut':
    case 'unreachable':
      return { status: result.status, durationMs, reason: result.reason }
    case 'answered': {
      const { httpStatus, headers, text } = result
      return {
        status: 'answered',
        durationMs,
        httpStatus,
        text,
        location: single(headers.location),
        poweredBy: single(headers['x-powered-by']),
      }
    }
  }
}

function single(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}
