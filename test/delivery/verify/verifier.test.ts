import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppStrategy, createClient } from '@wix/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePublicKeys } from '../../../src/delivery/keys/public-key.js'
import { type RefusalCause, refusals } from '../../../src/delivery/verify/refusal.js'
import { type Admission, createVerifier } from '../../../src/delivery/verify/verifier.js'
import { packageRoot } from '../../../src/package-root.js'
import { createBadBodies, createOddGoodBodies } from './bad-tokens.js'
import { createPair, goodClaims, goodEnvelope, goodHeader, signParts } from './sign.js'

const wix = createPair()
const local = createPair()
const other = createPair()
const [wixKey] = parsePublicKeys(wix.publicKey, 'test')
const [localKey = null] = parsePublicKeys(local.publicKey, 'test', 'local')
const [otherKey] = parsePublicKeys(other.publicKey, 'test')
const now = () => new Date()
const known = [wixKey, otherKey].flatMap((key) => key ?? [])
const verifier = createVerifier({ keys: known.slice(0, 1), localKey: null, now })

/** The oracle: the webhook processing of the real SDK. */
const { webhooks } = createClient({
  auth: AppStrategy({ appId: 'app', publicKey: wix.publicKey }),
  modules: {},
})

async function sdkAccepts(body: Buffer): Promise<boolean> {
  const request = new Request('http://127.0.0.1/', { method: 'POST', body: new Uint8Array(body) })
  return webhooks.processRequest(request).then(
    () => true,
    () => false,
  )
}

/** Those for which our verdict may be stricter; docs/verification.md says why. */
const stricter: readonly RefusalCause[] = [
  'alg-unexpected',
  'header-not-json',
  'not-base64url',
  'whitespace',
  'no-event-type',
  'event-not-an-object',
  'too-deep',
]

const badBodies = createBadBodies(wix)
const goodBodies = createOddGoodBodies(wix)

describe('bodies that are no deliveries', () => {
  test('are many, and no two have one name', () => {
    expect(badBodies.length).toBeGreaterThan(500)
    expect(new Set(badBodies.map(({ name }) => name)).size).toBe(badBodies.length)
  })

  test.each(badBodies)('$name', async ({ body, cause, sdkAccepts: differs = false }) => {
    const admission = await verifier.verify(body)
    expect(admission).toMatchObject({ status: 'refused', ...(cause && { cause }) })
    expect(await sdkAccepts(body)).toBe(differs)
    if (admission.status === 'refused' && differs) expect(stricter).toContain(admission.cause)
  })

  test('show every cause there is', () => {
    const shown = new Set<string | undefined>(badBodies.map(({ cause }) => cause))
    // For what else jose might refuse in a header; no case of it is known.
    shown.add('header-invalid')
    expect(Object.keys(refusals).filter((cause) => !shown.has(cause))).toEqual([])
  })

  test('leave no trace in the prototypes', () => {
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect({}).not.toHaveProperty('polluted')
  })
})

test.each(goodBodies)('accepted as the SDK does: $name', async ({ body }) => {
  expect(await sdkAccepts(body)).toBe(true)
  expect(await verifier.verify(body)).toMatchObject({ status: 'accepted' })
})

describe('our verdict is that of the SDK', () => {
  const good = Buffer.from(signParts(wix.privateKey, goodHeader, goodClaims()))

  type Change = { at: number; kind: 'replace' | 'delete' | 'insert'; byte: number; length: number }
  const change = fc.record<Change>({
    // The signature's end and the dots are where the two libraries might differ.
    at: fc.oneof(fc.nat(good.length), fc.integer({ min: good.length - 8, max: good.length })),
    kind: fc.constantFrom('replace', 'delete', 'insert'),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('.=-_+/ \n"A'))),
    length: fc.integer({ min: 1, max: 40 }),
  })

  function apply(bytes: Buffer, { at, kind, byte, length }: Change): Buffer {
    const before = bytes.subarray(0, at)
    if (kind === 'insert') return Buffer.concat([before, Buffer.of(byte), bytes.subarray(at)])
    const after = bytes.subarray(at + (kind === 'delete' ? length : 1))
    return Buffer.concat(kind === 'delete' ? [before, after] : [before, Buffer.of(byte), after])
  }

  test('for a token changed at random', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const body = changes.reduce(apply, good)
        const { status } = await verifier.verify(body)
        expect(status === 'accepted').toBe(await sdkAccepts(body))
      }),
      { numRuns: 1500 },
    )
  }, 60_000)

  test('for any claims and layers, rightly signed', async () => {
    const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.json({ maxDepth: 2 }))
    const part = (value: unknown) => fc.oneof(fc.constant(value), odd, fc.constant(undefined))
    const { data, identity, eventType, instanceId } = goodEnvelope()
    const envelope = fc.record({
      data: part(data),
      identity: part(identity),
      eventType: part(eventType),
      instanceId: part(instanceId),
    })
    const time = fc.oneof(
      fc.constantFrom(0, 9_999_999_999, undefined),
      fc.jsonValue({ maxDepth: 1 }),
    )
    const claims = fc.oneof(
      { weight: 5, arbitrary: envelope.map((each) => ({ data: JSON.stringify(each) })) },
      {
        weight: 2,
        arbitrary: fc.record({
          iat: time,
          exp: time,
          nbf: time,
          data: fc.constant(JSON.stringify(goodEnvelope())),
        }),
      },
      { weight: 1, arbitrary: odd },
    )
    await fc.assert(
      fc.asyncProperty(claims, async (value) => {
        const body = Buffer.from(signParts(wix.privateKey, goodHeader, JSON.stringify(value)))
        const admission = await verifier.verify(body)
        const isAccepted = await sdkAccepts(body)
        const isStricter = admission.status === 'refused' && stricter.includes(admission.cause)
        if (!isStricter) expect(admission.status === 'accepted').toBe(isAccepted)
      }),
      { numRuns: 600 },
    )
  }, 60_000)

  test('for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { status } = await verifier.verify(bytes)
        expect(status === 'accepted').toBe(await sdkAccepts(Buffer.from(bytes)))
      }),
      { numRuns: 300 },
    )
  })
})

describe('who signed', () => {
  const sign = (privateKey: string, claims = {}) =>
    Buffer.from(signParts(privateKey, goodHeader, goodClaims(claims)))
  const verify = (keys: typeof known, body: Buffer): Promise<Admission> =>
    createVerifier({ keys, localKey, now }).verify(body)

  test('one of several keys, whichever it is, and the same again', async () => {
    const both = createVerifier({ keys: known, localKey, now })
    for (const [privateKey, key] of [
      [wix.privateKey, wixKey],
      [other.privateKey, otherKey],
      [wix.privateKey, wixKey],
      [local.privateKey, localKey],
    ] as const) {
      const status = key === localKey ? 'local' : 'verified'
      expect(await both.verify(sign(privateKey))).toMatchObject({
        status: 'accepted',
        verification: { status, key: key?.fingerprint },
      })
    }
  })

  test('the local key, also when it is the only one or was given as a public key too', async () => {
    const verification = { status: 'local', key: localKey?.fingerprint }
    const body = sign(local.privateKey)
    expect(await verify([], body)).toMatchObject({ verification })
    const [again] = parsePublicKeys(local.publicKey, 'test')
    expect(await verify(again ? [again] : [], body)).toMatchObject({ verification })
  })

  test('nobody knows without a key', async () => {
    expect(await verify([], sign(wix.privateKey))).toMatchObject({
      status: 'accepted',
      verification: { status: 'unverified' },
    })
    expect(
      await createVerifier({ keys: [], localKey: null, now }).verify(sign(wix.privateKey)),
    ).toMatchObject({ verification: { status: 'unverified' } })
  })

  test.each<[string, RefusalCause]>([
    [signParts(wix.privateKey, goodHeader, goodClaims({ exp: 5 })), 'expired'],
    [signParts(wix.privateKey, goodHeader, goodClaims({ data: 5 })), 'data-not-a-string'],
    [signParts(wix.privateKey, { ...goodHeader, alg: 'none' }, goodClaims()), 'alg-none'],
    [signParts(wix.privateKey, { ...goodHeader, crit: ['x'] }, goodClaims()), 'crit-unsupported'],
    [signParts(wix.privateKey, goodHeader, goodClaims()).slice(0, -50), 'truncated'],
  ])(
    'without a key, what is plainly no delivery is refused all the same: %#',
    async (token, cause) => {
      expect(await verify([], Buffer.from(token))).toMatchObject({ status: 'refused', cause })
    },
  )

  test('HS256 with the local key as the secret is named too', async () => {
    const bodies = createBadBodies(local).filter(({ cause }) => cause === 'hs256-with-public-key')
    expect(bodies.length).toBeGreaterThan(5)
    for (const { body } of bodies) {
      expect(await verify(known, body)).toMatchObject({ cause: 'hs256-with-public-key' })
    }
  })
})

describe('what people read', () => {
  const at = (ms: number) => new Date(Date.UTC(2026, 4, 1) + ms)
  const token = signParts(wix.privateKey, goodHeader, {
    ...goodClaims(),
    iat: at(0).getTime() / 1000,
    nbf: at(0).getTime() / 1000,
    exp: at(3_600_000).getTime() / 1000,
  })
  const hour = 3_600_000
  test.each([
    [-2 * hour, 'not valid for another 2 h'],
    [-90_000, 'not valid for another 90 s'],
    [hour, 'expired 0 s ago'],
    [hour + 61_000, 'expired 61 s ago'],
    [hour + 500_000, 'expired 8 min ago'],
    [4 * hour, 'expired 3 h ago'],
    [100 * hour, 'expired 4 days ago'],
    [30_000 * hour, 'expired 3 years ago'],
  ])('%i ms after it was made: %s', async (ms, reason) => {
    const { verify } = createVerifier({ keys: known, localKey, now: () => at(ms) })
    expect(await verify(Buffer.from(token))).toMatchObject({
      status: 'refused',
      httpStatus: 401,
      reason,
    })
  })

  test('until the second it expires it is accepted', async () => {
    const { verify } = createVerifier({ keys: known, localKey, now: () => at(hour - 1) })
    expect(await verify(Buffer.from(token))).toMatchObject({ status: 'accepted' })
  })

  test.each<[string, number, string]>([
    [JSON.stringify(token), 400, 'body was JSON-quoted by a proxy'],
    ['{"a":1}', 400, 'not a JWT: looks like JSON'],
    [token.slice(0, -4), 400, 'truncated: the signature has 253 of 256 bytes'],
    [token.split('.').slice(0, 2).join('.'), 400, 'truncated: 2 of 3 parts'],
    [signParts(other.privateKey, { alg: 'none' }, {}), 401, 'alg none: not signed at all'],
    [signParts(other.privateKey, { alg: 'ES256' }, {}), 401, 'alg ES256, and Wix signs with RS256'],
    [
      signParts(createPair().privateKey, goodHeader, goodClaims()),
      401,
      'signed by another key, or changed on the way',
    ],
    ...[
      [{ data: {} }, 'data should be a string, and is an object'],
      [{}, 'data should be a string, and is missing'],
      [{ data: null }, 'data should be a string, and is null'],
      [{ data: 7 }, 'data should be a string, and is a number'],
      [{ data: '[]' }, 'data should hold an object, and holds an array'],
      [
        goodClaims({ data: JSON.stringify({ ...goodEnvelope(), identity: {} }) }),
        'identity should be a string, and is an object',
      ],
      [
        goodClaims({ data: JSON.stringify({ ...goodEnvelope(), data: 'true' }) }),
        'the event should be an object, and is a boolean',
      ],
    ].map(([claims, reason]): [string, number, string] => [
      signParts(wix.privateKey, goodHeader, claims as Record<string, unknown>),
      400,
      reason as string,
    ]),
  ])('%#: %i %s', async (body, httpStatus, reason) => {
    const { verify } = createVerifier({ keys: known, localKey, now })
    expect(await verify(Buffer.from(body))).toMatchObject({ status: 'refused', httpStatus, reason })
  })
})

describe('what a delivery says', () => {
  const accept = async (changes: Record<string, unknown>) => {
    const data = JSON.stringify({ ...goodEnvelope(), ...changes })
    const admission = await verifier.verify(
      Buffer.from(signParts(wix.privateKey, goodHeader, goodClaims({ data }))),
    )
    if (admission.status === 'refused') throw new Error(admission.reason)
    return admission
  }

  test('the event, its names, the header and the claims', async () => {
    const admission = await accept({})
    const { data, instanceId } = goodEnvelope()
    const { id, actionEvent } = JSON.parse(String(data))
    expect(admission).toMatchObject({
      eventId: id,
      eventType: 'wix.badges.v3.badge_badge_assigned',
      key: 'assigned',
      instanceId,
      header: goodHeader,
      event: { data: actionEvent.body, metadata: { id, instanceId } },
    })
    expect(admission.claims).toHaveProperty('exp')
  })

  test('an event outside the catalog has no key, whatever it is called', async () => {
    expect(await accept({ eventType: 'wix.badges.v9.badge_glowed' })).toMatchObject({ key: null })
    expect(await accept({ eventType: 'assigned' })).toMatchObject({ key: null })
    expect(await accept({ eventType: '__proto__' })).toMatchObject({ key: null })
  })

  test('an event without an id has one that stays the same when it is sent again', async () => {
    const first = await accept({ data: '{"slug":"x","actionEvent":{"body":{}}}' })
    const again = await accept({ data: '{"slug":"x","actionEvent":{"body":{}}}' })
    const another = await accept({ data: '{"slug":"x","actionEvent":{"body":{"a":1}}}' })
    expect(first.eventId).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(again.eventId).toBe(first.eventId)
    expect(another.eventId).not.toBe(first.eventId)
    expect((await accept({ data: `{"id":"${'x'.repeat(500)}"}` })).eventId).toMatch(/^sha256:/)
  })

  test('what is no domain event is data, what has an odd payload keeps it', async () => {
    expect((await accept({ data: '{"appId":"a"}' })).event).toMatchObject({
      data: { appId: 'a' },
      metadata: { instanceId: goodEnvelope().instanceId },
    })
    const odd = await accept({ data: '{"id":"1","slug":"x","actionEvent":{"body":"text"}}' })
    expect(odd.event).toMatchObject({ metadata: { id: '1', actionEvent: { body: 'text' } } })
  })

  test('a text nested deep inside is kept as text, and can be stored', async () => {
    const text = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    const data = JSON.stringify({ id: '1', slug: 'x', actionEvent: { bodyAsJson: text } })
    const { event } = await accept({ data })
    expect(event).toEqual({
      metadata: expect.objectContaining({ id: '1', actionEvent: { bodyAsJson: text } }),
    })
    expect(JSON.stringify(event)).toContain('[[[[')
  })
})

test('each cause has a line in docs/verification.md, with its status and sentence', () => {
  const page = readFileSync(join(packageRoot, 'docs/verification.md'), 'utf8')
  for (const [cause, { httpStatus }] of Object.entries(refusals)) {
    expect(page).toContain(`| \`${cause}\` | ${httpStatus} | `)
  }
  const differences = page.slice(page.indexOf('We are stricter'), page.indexOf('In one case'))
  expect(stricter.filter((cause) => !differences.includes(`\`${cause}\``))).toEqual([])
})
