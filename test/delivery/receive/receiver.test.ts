import { describe, expect, it } from 'vitest'
import type { Appended, Arrival, DeliveryLog, Refusal } from '../../../src/delivery/log/log.js'
import {
  createReceiver,
  type ReceivedRequest,
  type ReceiverOptions,
} from '../../../src/delivery/receive/receiver.js'
import type { Accepted, Admission } from '../../../src/delivery/verify/verifier.js'

const now = new Date('2026-01-02T03:04:05.000Z')

const admitted: Accepted = {
  status: 'accepted',
  verification: { status: 'verified', key: '0123456789ab' },
  eventType: 'wix.badges.v3.badge_badge_assigned',
  eventId: 'c0435c4c-5976-4f02-97c4-9656dfd03850',
  key: 'assigned',
  instanceId: '86393ec5-4f81-4017-ac47-00841035d6f7',
  event: {} as Accepted['event'],
  header: {},
  claims: {},
}

interface Calls {
  appended: { arrival: Arrival; targets: readonly string[] }[]
  delivered: Appended[]
  refused: Refusal[]
  shown: Refusal[]
  broken: unknown[]
}

/** A receiver whose log only remembers what it was asked for. */
function receiver(
  admission: Admission = admitted,
  options: Partial<ReceiverOptions> = {},
  log: Partial<DeliveryLog> = {},
) {
  const calls: Calls = { appended: [], delivered: [], refused: [], shown: [], broken: [] }
  const kept = { status: 'new' } as Appended
  const receive = createReceiver({
    verifier: { verify: async () => admission },
    log: {
      async append(arrival: Arrival, targets: readonly string[]) {
        calls.appended.push({ arrival, targets })
        return kept
      },
      refuse: async (refusal: Refusal) => void calls.refused.push(refusal),
      ...log,
    } as DeliveryLog,
    now: () => now,
    strict: false,
    targetsOf: () => ['run src/backend/events.js'],
    onDelivery: (appended) => void calls.delivered.push(appended),
    onRefusal: (refusal) => void calls.shown.push(refusal),
    onLogBroken: (error) => void calls.broken.push(error),
    ...options,
  })
  return { calls, kept, receive }
}

const post: ReceivedRequest = {
  method: 'POST',
  url: '/hook?a=b',
  headers: { 'content-type': 'text/plain', cookie: 'secret=1', authorization: 'Bearer s3cret' },
  body: Buffer.from('token'),
}

const causeOf = (body: string): unknown => JSON.parse(body).error.cause

describe('createReceiver', () => {
  it('keeps a delivery for its targets, without cookies, and answers 200', async () => {
    const { calls, kept, receive } = receiver()
    expect(await receive(post)).toEqual({ status: 200, body: 'ok' })
    expect(calls.appended).toMatchObject([
      {
        arrival: { path: '/hook?a=b', body: post.body, receivedAt: now, source: 'webhook' },
        targets: ['run src/backend/events.js'],
      },
    ])
    expect(calls.appended[0]?.arrival.headers).toEqual({ 'content-type': 'text/plain' })
    expect(calls.delivered).toEqual([kept])
  })

  it('answers only after the log has it', async () => {
    let keep = (_appended: Appended): void => {}
    const { calls, kept, receive } = receiver(
      admitted,
      {},
      { append: () => new Promise((resolve) => (keep = resolve)) },
    )
    let isAnswered = false
    const answer = receive(post).then((given) => {
      isAnswered = true
      return given
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect([isAnswered, calls.delivered]).toEqual([false, []])
    keep(kept)
    expect((await answer).status).toBe(200)
  })

  it('answers 503 when the log cannot keep it', async () => {
    const full = new Error('database or disk is full')
    const { calls, receive } = receiver(admitted, {}, { append: () => Promise.reject(full) })
    const { status, body } = await receive(post)
    expect([status, causeOf(body)]).toEqual([503, 'log-broken'])
    expect(calls).toMatchObject({ broken: [full], delivered: [] })
  })

  it('says who signed with the local key', async () => {
    const verification = { status: 'local', key: '0123456789ab' } as const
    const { calls, receive } = receiver({ ...admitted, verification })
    await receive(post)
    expect(calls.appended[0]?.arrival.source).toBe('local')
  })

  it('refuses with the verdict of the verifier, and keeps what was refused', async () => {
    const { calls, receive } = receiver({
      ...{ status: 'refused', httpStatus: 401, cause: 'expired', reason: 'expired 3 h ago' },
      header: null,
    })
    const { status, body } = await receive(post)
    expect([status, JSON.parse(body)]).toEqual([
      401,
      { error: { cause: 'expired', reason: 'expired 3 h ago' } },
    ])
    expect(calls.refused).toMatchObject([{ cause: 'expired', at: now, bytes: 5, path: post.url }])
    expect(calls.refused[0]?.headers).toEqual({ 'content-type': 'text/plain' })
    expect(calls.shown).toEqual(calls.refused)
    expect(calls.appended).toEqual([])
  })

  it('refuses all the same when the refusal cannot be kept', async () => {
    const full = new Error('database or disk is full')
    const { calls, receive } = receiver(
      { status: 'refused', httpStatus: 400, cause: 'truncated', reason: 'cut', header: null },
      {},
      { refuse: () => Promise.reject(full) },
    )
    expect((await receive(post)).status).toBe(400)
    expect(calls.broken).toEqual([full])
  })

  it.each(['GET', 'HEAD', 'PUT', 'OPTIONS'])('answers 405 to %s', async (method) => {
    const { calls, receive } = receiver()
    const { status, headers, body } = await receive({ ...post, method })
    expect([status, headers?.allow, causeOf(body)]).toEqual([405, 'POST', 'not-post'])
    expect(calls.appended).toEqual([])
  })

  it.each(['gzip', 'br'])('refuses what is compressed with %s', async (encoding) => {
    const { calls, receive } = receiver()
    const headers = { 'content-encoding': encoding }
    const { status, body } = await receive({ ...post, headers })
    expect([status, causeOf(body), calls.appended]).toEqual([400, 'compressed', []])
  })

  it('refuses an unknown event only when it is strict', async () => {
    const unknown = { ...admitted, eventType: 'wix.badges.v9.tomorrow', key: null }
    expect((await receiver(unknown).receive(post)).status).toBe(200)
    const { status, body } = await receiver(unknown, { strict: true }).receive(post)
    expect([status, causeOf(body)]).toEqual([400, 'unknown-event'])
  })

  it('keeps no canary', async () => {
    const { calls, receive } = receiver(admitted, { isCanary: () => true })
    expect((await receive(post)).status).toBe(200)
    expect(calls.appended).toEqual([])
  })
})
