import { findEvent } from '../../catalog/index.js'
import { safeHeaders } from '../log/headers.js'
import type { Appended, DeliveryLog, Refusal } from '../log/log.js'
import type { Accepted, Verifier } from '../verify/verifier.js'

/** A request whose body has been read. */
export interface ReceivedRequest {
  method: string
  /** Path and query. */
  url: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

export interface Answer {
  status: number
  headers?: Readonly<Record<string, string>>
  body: string
}

export interface ReceiverOptions {
  verifier: Verifier
  log: DeliveryLog
  now: () => Date
  /** Refuses events that the catalog does not know. */
  strict: boolean
  /** Names of the targets that a delivery is meant for. */
  targetsOf(accepted: Accepted): readonly string[]
  /** Takes what is no delivery but a sign of life of our own; true when it was one. */
  isCanary?(accepted: Accepted): boolean
  onDelivery(appended: Appended): void
  onRefusal(refusal: Refusal): void
  /** The log cannot be written; what had arrived was answered with 503. */
  onLogBroken(error: unknown): void
}

/** `Request → Response` of everything that arrives. Never rejects. */
export type Receiver = (request: ReceivedRequest) => Promise<Answer>

const accepted: Answer = { status: 200, body: 'ok' }

/**
 * Creates what answers requests: 200 once a delivery is durably in the log, and 503 when it cannot be
 * kept, so that Wix sends it again.
 *
 * @see https://dev.wix.com/docs/rest (webhook resend policy)
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { verifier, log, now, strict } = options

  const refuse = (
    request: ReceivedRequest,
    { httpStatus, cause, reason }: Pick<Refusal, 'httpStatus' | 'cause' | 'reason'>,
  ): Answer => {
    const { url: path, body, headers } = request
    const refusal: Refusal = {
      ...{ at: now(), httpStatus, cause, reason, path, bytes: body.length, body },
      headers: safeHeaders(headers),
    }
    options.onRefusal(refusal)
    // Anybody can be refused: the answer does not wait for the disk.
    log.refuse(refusal).catch(options.onLogBroken)
    return refusalAnswer(httpStatus, cause, reason)
  }

  const keep = async (request: ReceivedRequest, admission: Accepted): Promise<Answer> => {
    const { event, eventId, eventType, key, verification } = admission
    const { url: path, body, headers } = request
    try {
      const appended = await log.append(
        {
          ...{ event, eventId, eventType, key, verification, path, body, receivedAt: now() },
          source: verification.status === 'local' ? 'local' : 'webhook',
          headers: safeHeaders(headers),
        },
        options.targetsOf(admission),
      )
      options.onDelivery(appended)
      return accepted
    } catch (error) {
      options.onLogBroken(error)
      return refusalAnswer(503, 'log-broken', 'the delivery could not be kept; send it again')
    }
  }

  return async (request) => {
    if (request.method !== 'POST') return notPost(request.method)
    const admission = await admit(verifier, request)
    if (admission.status === 'refused') return refuse(request, admission)
    if (options.isCanary?.(admission)) return accepted
    if (strict && !findEvent(admission.eventType)) {
      return refuse(request, {
        httpStatus: 400,
        cause: 'unknown-event',
        reason: `the catalog has no ${admission.eventType}`,
      })
    }
    return keep(request, admission)
  }
}

type Verdict = Accepted | ({ status: 'refused' } & Pick<Refusal, 'httpStatus' | 'cause' | 'reason'>)

async function admit(verifier: Verifier, { headers, body }: ReceivedRequest): Promise<Verdict> {
  const encoding = headers['content-encoding']
  if (encoding === undefined || encoding === 'identity') return verifier.verify(body)
  return {
    status: 'refused',
    httpStatus: 400,
    cause: 'compressed',
    reason: `the body is compressed (content-encoding: ${encoding})`,
  }
}

function notPost(method: string): Answer {
  const reason = `${method} is not POST, the method that Wix delivers with`
  const answer = refusalAnswer(405, 'not-post', reason)
  return { ...answer, headers: { ...answer.headers, allow: 'POST' } }
}

/** A short reason for whoever reads the answer: the log of webhooks at Wix, or a developer's curl. */
export function refusalAnswer(status: number, cause: string, reason: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { cause, reason } }),
  }
}
