import { constants, createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { RefusalCause } from '../../../src/delivery/verify/refusal.js'
import {
  createPair,
  encode,
  goodClaims,
  goodEnvelope,
  goodHeader,
  goodTimes,
  type Json,
  type Pair,
  signParts,
} from './sign.js'

/** A body that must not be taken for a delivery. */
export interface BadBody {
  name: string
  body: Buffer
  /** Where there is one that people should read; else any will do. */
  cause?: RefusalCause
  /** The SDK accepts it, and we do not: one of the differences in docs/verification.md. */
  sdkAccepts?: true
}

/**
 * Bodies that are no deliveries of Wix: each part of a token cut, swapped, encoded anew; each layer
 * missing, of another type, cut; each algorithm; what proxies and forms make of a token.
 */
export function createBadBodies(wix: Pair): BadBody[] {
  const good = signParts(wix.privateKey, goodHeader, goodClaims())
  return [
    ...cuts(good),
    ...changes(good),
    ...algorithms(wix),
    ...strangers(wix),
    ...headers(wix),
    ...times(wix),
    ...claims(wix),
    ...envelopes(wix),
    ...events(wix),
    ...identities(wix),
    ...wrapped(good),
    ...otherBodies(),
    ...hostile(wix),
  ]
}

/** Bodies that look wrong and are deliveries all the same, because the SDK says so. */
export function createOddGoodBodies(wix: Pair): { name: string; body: Buffer }[] {
  const good = signParts(wix.privateKey, goodHeader, goodClaims())
  const [header = '', payload = '', signature = ''] = good.split('.')
  const signed = (name: string, head: unknown, body: unknown) => ({
    name,
    body: Buffer.from(signParts(wix.privateKey, head, body)),
  })
  const tails = ['\n', '\r\n', ' ', '\t', '\0', '==', '!!', '\ufffd', '\u200b', '\n\n\n', '"', "'"]
  const kids: unknown[] = [
    undefined,
    null,
    5,
    '',
    '__proto__',
    'constructor',
    [],
    {},
    'x'.repeat(9999),
  ]
  const types: unknown[] = ['JWT', 'jwt', 'at+jwt', 'application/jwt', '', 5, null, {}]
  const withEnvelope = (name: string, changed: Json) =>
    signed(
      name,
      goodHeader,
      goodClaims({ data: JSON.stringify({ ...goodEnvelope(), ...changed }) }),
    )
  return [
    ...tails.map((tail) => ({
      name: `${JSON.stringify(tail)} after the signature`,
      body: Buffer.from(good + tail),
    })),
    { name: 'a BOM in front', body: Buffer.from(`\ufeff${good}`) },
    {
      name: 'bytes that are no UTF-8 after the signature',
      body: Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0xfe])]),
    },
    {
      name: 'the signature in standard base64',
      body: Buffer.from(
        `${header}.${payload}.${Buffer.from(signature, 'base64url').toString('base64')}`,
      ),
    },
    {
      name: 'the signature on several lines',
      body: Buffer.from(`${header}.${payload}.\n${signature.replaceAll(/(.{64})/g, '$1\r\n')}`),
    },
    {
      name: 'unused bits at the end of the signature',
      body: Buffer.from(good.slice(0, -1) + nextInAlphabet(good.at(-1) ?? '')),
    },
    ...kids.map((kid, index) =>
      signed(`kid of kind ${index}`, { alg: 'RS256', kid }, goodClaims()),
    ),
    ...types.map((typ) =>
      signed(`typ ${JSON.stringify(typ)}`, { ...goodHeader, typ }, goodClaims()),
    ),
    signed('b64 false without crit', { ...goodHeader, b64: false }, goodClaims()),
    signed('crit with b64 true', { ...goodHeader, crit: ['b64'], b64: true }, goodClaims()),
    signed('a header with white space', ' {\n"alg" : "RS256" }\n', goodClaims()),
    signed('alg twice, the last one right', '{"alg":"none","alg":"RS256"}', goodClaims()),
    signed(
      'a key for __proto__ in the header',
      '{"alg":"RS256","__proto__":{"a":1}}',
      goodClaims(),
    ),
    signed('no exp and no iat', goodHeader, goodClaims({ exp: undefined, iat: undefined })),
    signed('iss and aud of somebody else', goodHeader, goodClaims({ iss: 'me', aud: 'you' })),
    signed('iat in the future', goodHeader, goodClaims({ iat: 9_999_999_999 })),
    signed('exp in the far future', goodHeader, goodClaims({ exp: 1e300 })),
    signed('exp too big for a number', goodHeader, rawTime('exp', '1e999')),
    signed('exp with a fraction', goodHeader, goodClaims({ exp: goodTimes().exp + 0.5 })),
    signed('nbf in the past', goodHeader, goodClaims({ nbf: 5 })),
    signed('nbf below zero', goodHeader, goodClaims({ nbf: -1e300 })),
    signed('bytes that are no UTF-8 in a claim', goodHeader, withBrokenText(goodClaims())),
    withEnvelope('no identity', { identity: undefined }),
    withEnvelope('identity null', { identity: null }),
    withEnvelope('identity empty', { identity: '' }),
    withEnvelope('identity 0', { identity: 0 }),
    withEnvelope('identity false', { identity: false }),
    withEnvelope('identity 5', { identity: 5 }),
    withEnvelope('identity true', { identity: true }),
    withEnvelope('identity text of 5', { identity: '5' }),
    withEnvelope('identity text of null', { identity: 'null' }),
    withEnvelope('identity text of a text', { identity: '"ann"' }),
    withEnvelope('identity a list with one text', { identity: ['{}'] }),
    withEnvelope('no instanceId', { instanceId: undefined }),
    withEnvelope('instanceId 5', { instanceId: 5 }),
    withEnvelope('accountInfo a text', { accountInfo: 'x' }),
    withEnvelope('an event type of tomorrow', { eventType: 'wix.badges.v9.badge_glowed' }),
    withEnvelope('an alias for event type', { eventType: 'assigned' }),
    withEnvelope('an empty event', { data: '{}' }),
    withEnvelope('an event before domain events', {
      data: '{"appId":"a"}',
      eventType: 'AppInstalled',
    }),
    withEnvelope('an event with a body that is no object', {
      data: '{"id":"1","slug":"badge_assigned","entityFqdn":"wix.badges.v3.badge","actionEvent":{"body":"x"}}',
    }),
    withEnvelope('an event with broken text for a body', {
      data: '{"id":"1","slug":"badge_assigned","actionEvent":{"bodyAsJson":"{"}}',
    }),
    withEnvelope('an event with __proto__', {
      data: '{"id":"1","slug":"created","__proto__":{"polluted":1},"createdEvent":{"entity":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}}',
    }),
    withEnvelope('an event with half characters', {
      data: '{"id":"\\ud800","slug":"created","createdEvent":{"entity":{"title":"\\udc00\\u0000"}}}',
    }),
    withEnvelope('an event with numbers that are no ids', {
      data: '{"id":1e400,"slug":"created","entityId":-0,"eventTime":123456789012345678901234567890,"createdEvent":null}',
    }),
    withEnvelope('an event of 1 MB', {
      data: JSON.stringify({
        id: '1',
        slug: 'created',
        createdEvent: { entity: { t: 'x'.repeat(1e6) } },
      }),
    }),
    withEnvelope('data a list with one text', { data: ['{"id":"1"}'] }),
  ]
}

function rawTime(claim: string, number: string): string {
  return JSON.stringify(goodClaims({ [claim]: '@' })).replace('"@"', number)
}

function withBrokenText(claims: Json): Buffer {
  const [before = '', after = ''] = JSON.stringify({ ...claims, note: '@' }).split('@')
  return Buffer.concat([Buffer.from(before), Buffer.from([0xc3, 0x28]), Buffer.from(after)])
}

function nextInAlphabet(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  // The last of 342 characters carries two bits; the four others are unused.
  return alphabet[alphabet.indexOf(character) ^ 1] ?? ''
}

function bad(name: string, body: string | Buffer, cause?: RefusalCause): BadBody {
  return { name, body: Buffer.from(body), ...(cause && { cause }) }
}

function cuts(good: string): BadBody[] {
  const [header = '', payload = '', signature = ''] = good.split('.')
  const percents = Array.from({ length: 33 }, (_, index) => 2 + index * 3)
  const counts = [1, 2, 3, 4, 5, 8, 16, 100]
  return [
    ...percents.map((percent) =>
      bad(`cut at ${percent} %`, good.slice(0, (good.length * percent) / 100), 'truncated'),
    ),
    ...counts.map((count) => bad(`without its last ${count}`, good.slice(0, -count), 'truncated')),
    ...counts.map((count) => bad(`without its first ${count}`, good.slice(count))),
    bad('no header', `.${payload}.${signature}`),
    bad('no payload', `${header}..${signature}`, 'wrong-key'),
    bad('no signature', `${header}.${payload}.`, 'truncated'),
    bad('two parts', `${header}.${payload}`, 'truncated'),
    bad('header alone', header, 'truncated'),
    bad('payload alone', payload, 'truncated'),
    bad('signature alone', signature),
    bad('payload and signature', `${payload}.${signature}`, 'truncated'),
    bad('header and signature', `${header}.${signature}`, 'truncated'),
    bad('payload first', `${payload}.${header}.${signature}`),
    bad('signature first', `${signature}.${header}.${payload}`),
    bad('signature in the middle', `${header}.${signature}.${payload}`),
    bad('header twice', `${header}.${header}.${signature}`, 'wrong-key'),
    bad('payload twice', `${header}.${payload}.${payload}.${signature}`, 'not-a-jwt'),
    bad('signature twice', `${header}.${payload}.${signature}${signature}`, 'wrong-key'),
    bad('four parts', `${good}.x`, 'not-a-jwt'),
    bad('four parts, the last one empty', `${good}.`, 'not-a-jwt'),
    bad('five parts', `${good}.x.y`, 'encrypted'),
    bad(
      'an encrypted token',
      `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`,
      'encrypted',
    ),
  ]
}

function changes(good: string): BadBody[] {
  const [header = '', payload = '', signature = ''] = good.split('.')
  const parts = { header, payload, signature }
  const places = [0, 1, 2, 7, 13, 20, 29]
  const flips = (Object.keys(parts) as (keyof typeof parts)[]).flatMap((part) =>
    places.map((place) => {
      const text = parts[part]
      const other = text[place] === 'Q' ? 'R' : 'Q'
      const changed = { ...parts, [part]: text.slice(0, place) + other + text.slice(place + 1) }
      return bad(
        `another character at ${place} of the ${part}`,
        `${changed.header}.${changed.payload}.${changed.signature}`,
        part === 'header' ? undefined : 'wrong-key',
      )
    }),
  )
  const tamperedClaims = encode(goodClaims({ exp: 9_999_999_999 }))
  const padded = (text: string): string => text + '='.repeat((4 - (text.length % 4)) % 4 || 4)
  return [
    ...flips,
    bad('another payload', `${header}.${tamperedClaims}.${signature}`, 'wrong-key'),
    bad('another header', `${encode({ alg: 'RS256' })}.${payload}.${signature}`, 'wrong-key'),
    bad('the header padded', `${padded(header)}.${payload}.${signature}`, 'not-base64url'),
    bad('the payload padded', `${header}.${padded(payload)}.${signature}`, 'not-base64url'),
    bad('the payload longer by a letter', `${header}.${payload}A.${signature}`),
    bad('a signature of zeros', `${header}.${payload}.${encode(Buffer.alloc(256))}`, 'wrong-key'),
    bad(
      'a signature of ones',
      `${header}.${payload}.${encode(Buffer.alloc(256, 255))}`,
      'wrong-key',
    ),
    bad('a short signature', `${header}.${payload}.${encode(Buffer.alloc(32))}`, 'truncated'),
    bad('a long signature', `${header}.${payload}.${encode(Buffer.alloc(512))}`, 'wrong-key'),
    bad('a zero before the signature', `${header}.${payload}.AAAA${signature}`, 'wrong-key'),
    bad(
      'an = within the signature',
      `${header}.${payload}.${signature.slice(0, 40)}=${signature.slice(40)}`,
    ),
    bad('decoded', `${decode(header)}.${decode(payload)}.${signature}`),
    bad('encoded twice', `${encode(header)}.${encode(payload)}.${encode(signature)}`),
  ]
}

function decode(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8')
}

function algorithms(wix: Pair): BadBody[] {
  const payload = encode(goodClaims())
  const input = (alg: unknown): string => `${encode({ ...goodHeader, alg })}.${payload}`
  const right = (alg: unknown): string =>
    signParts(wix.privateKey, { ...goodHeader, alg }, goodClaims())
  const none = ['none', 'None', 'NONE', 'nOnE'].flatMap((alg) => [
    bad(`alg ${alg} without a signature`, `${input(alg)}.`, 'alg-none'),
    bad(`alg ${alg}, signed`, right(alg), 'alg-none'),
  ])
  const pem = wix.publicKey
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' })
  const secrets: [string, string | Buffer, RefusalCause][] = [
    ['the PEM', pem, 'hs256-with-public-key'],
    ['the PEM without its last line break', pem.trimEnd(), 'hs256-with-public-key'],
    ['the PEM with CRLF', pem.replaceAll('\n', '\r\n'), 'hs256-with-public-key'],
    ['base64 of the PEM', Buffer.from(pem).toString('base64'), 'hs256-with-public-key'],
    ['the DER', der, 'hs256-with-public-key'],
    ['base64 of the DER', der.toString('base64'), 'hs256-with-public-key'],
    ['a word', 'secret', 'alg-unexpected'],
    ['nothing', '', 'alg-unexpected'],
  ]
  const symmetric = ['256', '384', '512'].flatMap((bits) =>
    secrets.map(([what, secret, cause]) => {
      const text = input(`HS${bits}`)
      const hmac = createHmac(`sha${bits}`, secret).update(text).digest('base64url')
      return bad(`HS${bits} with ${what} as the secret`, `${text}.${hmac}`, cause)
    }),
  )
  // The SDK gives jose no list of algorithms, so it takes any that an RSA key can do.
  const related = ['RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg): BadBody => {
    const text = input(alg)
    const isPss = alg.startsWith('PS')
    const signature = sign(`sha${alg.slice(2)}`, Buffer.from(text), {
      key: wix.privateKey,
      ...(isPss && {
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      }),
    })
    const body = `${text}.${signature.toString('base64url')}`
    return { ...bad(`${alg} with the right key`, body, 'alg-unexpected'), sdkAccepts: true }
  })
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const edwards = generateKeyPairSync('ed25519').privateKey
  const es256 = sign('sha256', Buffer.from(input('ES256')), {
    key: elliptic,
    dsaEncoding: 'ieee-p1363',
  })
  const eddsa = sign(null, Buffer.from(input('EdDSA')), edwards)
  const unknown = [
    'RS257',
    'rs256',
    'RS256 ',
    ' RS256',
    'RSA',
    'SHA256',
    'A128KW',
    'dir',
    'constructor',
    'x'.repeat(999),
  ]
  const missing: unknown[] = [undefined, null, '', 0, 5, true, [], ['RS256'], {}, { alg: 'RS256' }]
  return [
    ...none,
    ...symmetric,
    ...related,
    bad(
      'ES256 with a key of its own',
      `${input('ES256')}.${es256.toString('base64url')}`,
      'alg-unexpected',
    ),
    bad(
      'EdDSA with a key of its own',
      `${input('EdDSA')}.${eddsa.toString('base64url')}`,
      'alg-unexpected',
    ),
    ...unknown.map((alg) => bad(`alg ${alg.slice(0, 12)}`, right(alg), 'alg-unexpected')),
    ...missing.map((alg) =>
      bad(`alg ${JSON.stringify(alg)} for a name`, right(alg), 'alg-missing'),
    ),
  ]
}

function strangers(wix: Pair): BadBody[] {
  const other = createPair()
  const by = (pair: Pair, claims: Json = {}): string =>
    signParts(pair.privateKey, goodHeader, goodClaims(claims))
  return [
    bad('signed by another key', by(other), 'wrong-key'),
    bad(
      'signed by another key, without kid',
      signParts(other.privateKey, { alg: 'RS256' }, goodClaims()),
      'wrong-key',
    ),
    bad('signed by another key and expired', by(other, { exp: 5 }), 'wrong-key'),
    bad('signed by another key, no webhook', by(other, { data: 5 }), 'wrong-key'),
    bad('signed by a key of 4096 bits', by(createPair(4096)), 'wrong-key'),
    bad('signed by a key of 1024 bits', by(createPair(1024)), 'truncated'),
    bad(
      'with a key of its own in the header',
      signParts(
        other.privateKey,
        { ...goodHeader, jwk: createPublicKey(other.publicKey).export({ format: 'jwk' }) },
        goodClaims(),
      ),
      'wrong-key',
    ),
    bad(
      'with an address of a key in the header',
      signParts(
        other.privateKey,
        { ...goodHeader, jku: 'http://127.0.0.1:1/', x5u: 'http://127.0.0.1:1/' },
        goodClaims(),
      ),
      'wrong-key',
    ),
    bad(
      'kid is a path',
      signParts(other.privateKey, { alg: 'RS256', kid: '../../../dev/null' }, goodClaims()),
      'wrong-key',
    ),
    bad('signed with the right key over something else', swapSignature(wix), 'wrong-key'),
  ]
}

function swapSignature(wix: Pair): string {
  const [header, payload] = signParts(wix.privateKey, goodHeader, goodClaims()).split('.')
  const [, , signature] = signParts(wix.privateKey, goodHeader, goodClaims({ iat: 1 })).split('.')
  return `${header}.${payload}.${signature}`
}

function headers(wix: Pair): BadBody[] {
  const signed = (header: unknown): string => signParts(wix.privateKey, header, goodClaims())
  const crits: unknown[] = [
    ['exp'],
    [],
    'b64',
    [''],
    [5],
    ['b64'],
    ['b64', 'exp'],
    {},
    null,
    5,
    true,
  ]
  const noObjects = ['null', '5', 'true', '"RS256"', '[]', '["RS256"]', '[{"alg":"RS256"}]']
  const noJson = [
    '',
    ' ',
    '{',
    '{"alg":"RS256"',
    "{'alg':'RS256'}",
    '{alg:"RS256"}',
    '{"alg":"RS256",}',
    'RS256',
    '\ufeff\ufeff{"alg":"RS256"}',
    '{"alg":"RS256"}x',
    '\0',
  ]
  const unencoded = `${encode({ ...goodHeader, b64: false, crit: ['b64'] })}.x`
  const clean = JSON.stringify({ ...goodHeader, x: 'ab' })
  return [
    ...crits.map((crit) =>
      bad(`crit ${JSON.stringify(crit)}`, signed({ ...goodHeader, crit }), 'crit-unsupported'),
    ),
    ...[false, 'true', 1, null].map((b64) =>
      bad(
        `crit b64 with ${JSON.stringify(b64)}`,
        signed({ ...goodHeader, crit: ['b64'], b64 }),
        'crit-unsupported',
      ),
    ),
    bad(
      'a payload that is not encoded',
      `${unencoded}.${sign('sha256', Buffer.from(unencoded), wix.privateKey).toString('base64url')}`,
      'crit-unsupported',
    ),
    ...noObjects.map((header) => bad(`header ${header}`, signed(header), 'header-not-object')),
    ...noJson.map((header) => bad(`header ${JSON.stringify(header)} is no JSON`, signed(header))),
    bad('alg twice, the last one wrong', signed('{"alg":"RS256","alg":"none"}'), 'alg-none'),
    bad('alg inherited', signed('{"__proto__":{"alg":"RS256"}}'), 'alg-missing'),
    {
      ...bad('a header that is no UTF-8', signed(breakByte(clean, 'ab')), 'header-not-json'),
      sdkAccepts: true,
    },
    {
      ...bad(
        'the header padded, then signed',
        signEncoded(
          wix,
          (part) => `${part}=`,
          (part) => part,
        ),
        'not-base64url',
      ),
      sdkAccepts: true,
    },
    {
      ...bad(
        'the payload padded, then signed',
        signEncoded(
          wix,
          (part) => part,
          (part) => `${part}==`,
        ),
        'not-base64url',
      ),
      sdkAccepts: true,
    },
    {
      ...bad(
        'a line break in the payload, then signed',
        signEncoded(
          wix,
          (part) => part,
          (part) => `${part}\n`,
        ),
        'whitespace',
      ),
      sdkAccepts: true,
    },
    {
      ...bad(
        'a blank before the header, then signed',
        signEncoded(
          wix,
          (part) => ` ${part}`,
          (part) => part,
        ),
        'whitespace',
      ),
      sdkAccepts: true,
    },
  ]
}

function breakByte(text: string, at: string): Buffer {
  const bytes = Buffer.from(text)
  bytes[bytes.indexOf(at)] = 0xff
  return bytes
}

function signEncoded(
  wix: Pair,
  head: (part: string) => string,
  body: (part: string) => string,
): string {
  const input = `${head(encode(goodHeader))}.${body(encode(goodClaims()))}`
  return `${input}.${sign('sha256', Buffer.from(input), wix.privateKey).toString('base64url')}`
}

function times(wix: Pair): BadBody[] {
  const signed = (claims: unknown): string => signParts(wix.privateKey, goodHeader, claims)
  const now = Math.floor(Date.now() / 1000)
  const wrong: unknown[] = ['soon', String(now + 9999), '', null, true, false, [], [now + 9999], {}]
  return [
    ...[now, now - 1, now - 3 * 3600, now - 86_400 * 400, 1.5, 1, 0, -1, -1e308].map((exp) =>
      bad(`exp ${exp}`, signed(goodClaims({ exp })), 'expired'),
    ),
    ...[now + 3600, now + 86_400 * 400, 1e308].map((nbf) =>
      bad(`nbf ${nbf}`, signed(goodClaims({ nbf })), 'not-yet-valid'),
    ),
    bad('nbf too big for a number', signed(rawTime('nbf', '1e999')), 'not-yet-valid'),
    bad('exp too small for a number', signed(rawTime('exp', '-1e999')), 'expired'),
    ...['exp', 'nbf', 'iat'].flatMap((claim) =>
      wrong.map((value) =>
        bad(
          `${claim} ${JSON.stringify(value)}`,
          signed(goodClaims({ [claim]: value })),
          'claim-invalid',
        ),
      ),
    ),
    bad(
      'expired and not yet valid',
      signed(goodClaims({ exp: 5, nbf: now + 3600 })),
      'not-yet-valid',
    ),
  ]
}

function claims(wix: Pair): BadBody[] {
  const signed = (claims: unknown): string => signParts(wix.privateKey, goodHeader, claims)
  const text = JSON.stringify(goodClaims())
  const noObjects = ['null', '5', 'true', '"x"', '[]', '[{}]', `[${text}]`, JSON.stringify(text)]
  const noJson = [
    '',
    ' ',
    '{',
    '{"data":',
    '{"data":}',
    'NaN',
    'undefined',
    '\0',
    `${text}}`,
    `${text},`,
    `${text}${text}`,
    text.slice(0, -1),
    text.slice(1),
    text.replaceAll('"', "'"),
    'data=x',
    '<xml/>',
  ]
  const data: unknown[] = [undefined, null, 0, 5, true, false, [], {}, ['x'], goodEnvelope()]
  return [
    ...noObjects.map((each, index) =>
      bad(`claims ${index} that are no object`, signed(each), 'claims-not-object'),
    ),
    ...noJson.map((each, index) =>
      bad(`claims ${index} that are no JSON`, signed(each), 'claims-not-json'),
    ),
    bad('claims compressed', signed(gzipSync(text)), 'claims-not-json'),
    bad('claims in UTF-16', signed(Buffer.from(text, 'utf16le')), 'claims-not-json'),
    ...data.map((each) =>
      bad(
        `data ${JSON.stringify(each)?.slice(0, 30)}`,
        signed(goodClaims({ data: each })),
        'data-not-a-string',
      ),
    ),
    bad(
      'data under another name',
      signed({ ...goodTimes(), Data: JSON.stringify(goodEnvelope()) }),
      'data-not-a-string',
    ),
    bad('data inherited', signed('{"__proto__":{"data":"{}"}}'), 'data-not-a-string'),
    bad('no claims at all', signed({}), 'data-not-a-string'),
    bad('claims that are the envelope', signed(goodEnvelope()), 'inner-data-missing'),
    bad('claims that are the event', signed(goodEnvelope().data), 'data-not-a-string'),
  ]
}

function envelopes(wix: Pair): BadBody[] {
  const signed = (data: unknown): string =>
    signParts(wix.privateKey, goodHeader, goodClaims({ data }))
  const text = JSON.stringify(goodEnvelope())
  const noJson = [
    '',
    ' ',
    '\n',
    '{',
    '{"a"',
    '}',
    'undefined',
    'NaN',
    "{'a':1}",
    `${text},`,
    `\ufeff${text}`,
    `${text}\0`,
    encodeURIComponent(text),
    Buffer.from(text).toString('base64'),
    '<html>',
    '[object Object]',
    'eyJ',
  ]
  const noObjects = ['null', '5', 'true', '"x"', '[]', '[1]', `[${text}]`, JSON.stringify(text)]
  const cuts = [1, 10, 40, 90, 150, 200, 260]
  return [
    ...noJson.map((each, index) =>
      bad(`data ${index} that is no JSON`, signed(each), 'data-not-json'),
    ),
    ...cuts.map((at) => bad(`data cut at ${at}`, signed(text.slice(0, at)), 'data-not-json')),
    ...noObjects.map((each, index) =>
      bad(`data ${index} that holds no object`, signed(each), 'envelope-not-object'),
    ),
  ]
}

function events(wix: Pair): BadBody[] {
  const signed = (changes: Json): string =>
    signParts(
      wix.privateKey,
      goodHeader,
      goodClaims({ data: JSON.stringify({ ...goodEnvelope(), ...changes }) }),
    )
  const text = String(goodEnvelope().data)
  const noJson: unknown[] = [
    '',
    ' ',
    '{',
    '{"id"',
    '}',
    'x',
    'undefined',
    'NaN',
    "{'id':1}",
    `${text},`,
    `\ufeff${text}`,
    encodeURIComponent(text),
    {},
    [],
    [1, 2],
    ['x'],
    JSON.parse(text),
    { toString: 1 },
    [{ toString: 1 }],
  ]
  const noObjects: unknown[] = [
    null,
    5,
    true,
    false,
    '5',
    'null',
    'true',
    '"x"',
    '[]',
    `[${text}]`,
    JSON.stringify(text),
    [5],
  ]
  const cuts = [1, 10, 40, 90, 150, 200]
  return [
    bad('no inner data', signed({ data: undefined }), 'inner-data-missing'),
    ...noJson.map((data, index) =>
      bad(`inner data ${index} that is no JSON`, signed({ data }), 'inner-data-not-json'),
    ),
    ...cuts.map((at) =>
      bad(`inner data cut at ${at}`, signed({ data: text.slice(0, at) }), 'inner-data-not-json'),
    ),
    ...noObjects.map(
      (data, index): BadBody => ({
        ...bad(`event ${index} that is no object`, signed({ data }), 'event-not-an-object'),
        sdkAccepts: true,
      }),
    ),
    ...[undefined, null, '', 0, 5, true, {}, ['x']].map(
      (eventType): BadBody => ({
        ...bad(`event type ${JSON.stringify(eventType)}`, signed({ eventType }), 'no-event-type'),
        sdkAccepts: true,
      }),
    ),
  ]
}

function identities(wix: Pair): BadBody[] {
  const signed = (identity: unknown): string =>
    signParts(
      wix.privateKey,
      goodHeader,
      goodClaims({ data: JSON.stringify({ ...goodEnvelope(), identity }) }),
    )
  const noText: unknown[] = [
    {},
    { identityType: 'WIX_USER' },
    [],
    ['x'],
    [1, 2],
    [{}],
    { toString: 1 },
  ]
  const noJson = ['x', ' ', '{', '{"identityType":', '[', 'undefined', "{'a':1}", '\ufeff{}']
  return [
    ...noText.map((each) =>
      bad(`identity ${JSON.stringify(each)}`, signed(each), 'identity-not-a-string'),
    ),
    ...noJson.map((each) =>
      bad(`identity text ${JSON.stringify(each)}`, signed(each), 'identity-not-json'),
    ),
  ]
}

/** What proxies, forms, shells and people make of a token on its way. */
function wrapped(good: string): BadBody[] {
  const [header = '', payload = '', signature = ''] = good.split('.')
  const blanks = [' ', '\t', '\n', '\r\n', '\u00a0', '\u2028']
  return [
    bad('in JSON quotes', JSON.stringify(good), 'json-quoted'),
    bad('in JSON quotes with a line break', `${JSON.stringify(good)}\n`, 'json-quoted'),
    bad('in JSON quotes, line break inside', JSON.stringify(`${good}\n`), 'json-quoted'),
    bad('in JSON quotes twice', JSON.stringify(JSON.stringify(good)), 'not-a-jwt-json'),
    bad('a quote before it', `"${good}`, 'json-quoted'),
    bad('in single quotes', `'${good}'`),
    bad('in backticks', `\`${good}\``),
    bad('in angle brackets', `<${good}>`),
    ...['token', 'data', 'body', 'jwt'].map((key) =>
      bad(`in JSON as ${key}`, JSON.stringify({ [key]: good }), 'not-a-jwt-json'),
    ),
    bad('in a JSON list', JSON.stringify([good]), 'not-a-jwt-json'),
    bad(
      'its parts in JSON',
      JSON.stringify({ protected: header, payload, signature }),
      'not-a-jwt-json',
    ),
    bad('its content in JSON', JSON.stringify(goodClaims(), null, 2), 'not-a-jwt-json'),
    ...['token', 'data', 'jwt'].map((key) =>
      bad(`in a form as ${key}`, `${key}=${good}`, 'not-a-jwt-form'),
    ),
    bad('in a form of two', `a=b&token=${good}`, 'not-a-jwt-form'),
    bad(
      'in a form of parts',
      `--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n${good}\r\n--x--\r\n`,
      'not-a-jwt-form',
    ),
    bad('in HTML', `<html><body>${good}</body></html>`, 'not-a-jwt-html'),
    bad('as a bearer', `Bearer ${good}`),
    bad('as a header', `Authorization: Bearer ${good}`),
    bad('in an address', `https://example.com/?token=${good}`),
    bad('with its dots encoded', good.replaceAll('.', '%2E'), 'truncated'),
    bad('in base64', Buffer.from(good).toString('base64'), 'not-a-jwt'),
    bad('in hex', Buffer.from(good).toString('hex'), 'not-a-jwt'),
    bad('with gzip', gzipSync(good), 'compressed'),
    bad('with deflate', deflateSync(good)),
    bad('with brotli', brotliCompressSync(good)),
    bad('in UTF-16', Buffer.from(good, 'utf16le')),
    bad(
      'in UTF-16 with a BOM',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]),
    ),
    bad('backwards', [...good].reverse().join('')),
    bad('in capitals', good.toUpperCase()),
    bad('in small letters', good.toLowerCase()),
    bad('twice', good + good),
    bad('twice, a line each', `${good}\n${good}`),
    ...blanks.map((blank) => bad(`${JSON.stringify(blank)} before it`, blank + good, 'whitespace')),
    ...blanks.map((blank) =>
      bad(
        `${JSON.stringify(blank)} before the payload`,
        `${header}.${blank}${payload}.${signature}`,
        'whitespace',
      ),
    ),
    ...blanks.map((blank) =>
      bad(
        `${JSON.stringify(blank)} after the payload`,
        `${header}.${payload}${blank}.${signature}`,
        'whitespace',
      ),
    ),
    ...['\0', '\u200b', '\u202e', '\u0301', '😀', '+', '/', '%', ','].map((character) =>
      bad(
        `${JSON.stringify(character)} in the payload`,
        `${header}.${payload.slice(0, 9)}${character}${payload.slice(9)}.${signature}`,
        'not-base64url',
      ),
    ),
    bad('lines of 64 characters', good.replaceAll(/(.{64})/g, '$1\n'), 'whitespace'),
    bad('with wide dots', good.replaceAll('.', '．')),
    bad('with commas for dots', good.replaceAll('.', ',')),
    bad('with blanks for dots', good.replaceAll('.', ' ')),
    bad('each part in quotes', `"${header}"."${payload}"."${signature}"`, 'not-a-jwt-json'),
    bad('with an ellipsis', `${good.slice(0, 40)}…`),
  ]
}

function otherBodies(): BadBody[] {
  return [
    bad('nothing', '', 'empty'),
    ...[' ', '\n', '\r\n\r\n', '\t', '\ufeff', '\ufeff \n'].map((text) =>
      bad(`blank ${JSON.stringify(text)}`, text, 'empty'),
    ),
    ...[
      '.',
      '..',
      '...',
      '....',
      'a.b.c',
      'a..',
      '..c',
      '.b.',
      'ey.ey.ey',
      'null.null.null',
      '1.2.3',
      '127.0.0.1',
    ].map((text) => bad(`text ${text}`, text)),
    ...[
      '{}',
      '[]',
      'null',
      'true',
      '5',
      '"x"',
      '{"a":1.5,"b":2.5}',
      '{"ping":true}',
      '[1.0,2.0]',
      '1.5',
      '{ broken',
      '{"a":1,}',
    ].map((text) => bad(`JSON ${text}`, text, 'not-a-jwt-json')),
    bad('an envelope in JSON', JSON.stringify(goodEnvelope()), 'not-a-jwt-json'),
    bad('an event in JSON', String(goodEnvelope().data), 'not-a-jwt-json'),
    bad('a web page', '<!doctype html><title>502 Bad Gateway</title>', 'not-a-jwt-html'),
    bad('XML with two dots', '<?xml version="1.0"?><a b="1.0"/>', 'not-a-jwt-html'),
    bad('a form', 'event=badge&id=7', 'not-a-jwt-form'),
    bad('a form with two dots', 'host=www.example.com', 'not-a-jwt-form'),
    bad('a word', 'ping', 'not-a-jwt'),
    bad('a sentence', 'It works. Really. Does it?'),
    bad('an address', 'https://www.example.com'),
    bad('a request', 'GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n'),
    bad('a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    bad('zstd', Buffer.from('28b52ffd0458', 'hex'), 'compressed'),
    ...[1, 2, 3, 100, 5000].map((size) => bad(`${size} zero bytes`, Buffer.alloc(size))),
    ...[1, 100, 5000].map((size) => bad(`${size} bytes of 255`, Buffer.alloc(size, 255))),
    bad('all bytes', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))),
  ]
}

function hostile(wix: Pair): BadBody[] {
  const signed = (claims: unknown): string => signParts(wix.privateKey, goodHeader, claims)
  const withEvent = (data: string): string =>
    signed(goodClaims({ data: JSON.stringify({ ...goodEnvelope(), data }) }))
  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const deepObject = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  const accepted = (name: string, body: string): BadBody => ({
    ...bad(name, body, 'too-deep'),
    sdkAccepts: true,
  })
  return [
    bad('1 MB of one letter', 'e'.repeat(1e6), 'not-a-jwt'),
    bad('1 MB of dots', '.'.repeat(1e6), 'not-a-jwt'),
    bad('1 MB of blanks', ' '.repeat(1e6), 'empty'),
    bad('1 MB of opening brackets', '['.repeat(1e6), 'not-a-jwt-json'),
    bad('1 MB of quotes', '"'.repeat(1e6), 'not-a-jwt-json'),
    bad('1 MB that starts as a token', `eyJ${'a'.repeat(1e6)}`, 'truncated'),
    bad('a header of 1 MB', `${encode({ ...goodHeader, x: 'x'.repeat(7e5) })}.e30.AA`, 'truncated'),
    bad('a header nested deep', `${encode(`{"alg":"RS256","x":${deep(1e5)}}`)}.e30.AA`, 'too-deep'),
    bad('a header nested deep that never ends', `${encode('['.repeat(1e5))}.e30.AA`, 'too-deep'),
    bad('a signature of 1 MB', `${encode(goodHeader)}.e30.${'A'.repeat(1e6)}`, 'wrong-key'),
    bad('a form of 1 MB', `a${'.'.repeat(1e6)}`, 'not-a-jwt'),
    bad('claims nested deep, no data', signed(`{"x":${deep(1e5)}}`), 'too-deep'),
    bad(
      'data nested deep that never ends',
      signed(goodClaims({ data: '['.repeat(1e5) })),
      'too-deep',
    ),
    bad('data nested deep, a list', signed(goodClaims({ data: deep(1e5) })), 'too-deep'),
    bad('an event nested deep that never ends', withEvent('{"a":'.repeat(1e5)), 'too-deep'),
    bad(
      'an identity nested deep that never ends',
      signed(
        goodClaims({ data: JSON.stringify({ ...goodEnvelope(), identity: '['.repeat(1e5) }) }),
      ),
      'too-deep',
    ),
    accepted(
      'an event nested deep',
      withEvent(`{"id":"1","slug":"created","createdEvent":{"entity":${deepObject(50_000)}}}`),
    ),
    accepted('an event nested deeper than 200', withEvent(deepObject(201))),
    accepted(
      'claims nested deep',
      signed(JSON.stringify(goodClaims({ x: '@' })).replace('"@"', deep(1000))),
    ),
    bad(
      'an envelope inherited',
      signed(goodClaims({ data: '{"__proto__":{"eventType":"x","data":"{}"}}' })),
      'inner-data-missing',
    ),
  ]
}
