import { type Connection, createConnection } from '../send/connection.js'
import { displayUrl } from '../send/display-url.js'
import { markHeader } from '../send/send.js'
import type { Target } from '../types.js'
import { forwardedHeaders } from './headers.js'
import { toOutcome } from './outcome.js'

export interface ForwardOptions {
  /** An `http:` or `https:` address, with the path and query that every delivery goes to. */
  url: string
  /** Name under which its progress is kept; without it the address, its password masked. */
  name?: string
  /** How long the answer to a delivery is waited for, in ms. 30 s by default. */
  timeoutMs?: number
  /** What a date in `Retry-After` is measured from. */
  now?: () => Date
  /** Milliseconds from any origin that only grow. */
  clock?: () => number
}

const defaultTimeoutMs = 30_000

/**
 * An address that deliveries are posted to: the body byte for byte, the headers as they were logged
 * but those that belong to one connection, and a `badge-events-delivery` header with the delivery's
 * short id. One at a time; the connection is kept. Redirects are not followed.
 *
 * @see docs/simulate-to.md
 */
export function createForwardTarget(options: ForwardOptions): Target {
  const { url, timeoutMs = defaultTimeoutMs, now = () => new Date(), clock } = options
  const connection: Connection = createConnection(url, {
    keepAlive: true,
    ...(clock === undefined ? {} : { clock }),
  })
  return {
    name: options.name ?? displayUrl(url),
    async deliver({ id, body, headers }, signal) {
      const posted = await connection.post({
        headers: { ...forwardedHeaders(headers), [markHeader]: id },
        body,
        timeoutMs,
        signal,
      })
      return toOutcome(posted, { timeoutMs, now })
    },
    close: () => connection.close(),
  }
}
