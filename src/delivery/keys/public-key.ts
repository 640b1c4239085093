import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { BadgeEventsError } from '../../errors.js'
import { isCertificate, isPrivateKey } from './foreign-key.js'
import { isWhole, splitBase64 } from './split-base64.js'

/** Who gave a public key: a flag, the environment, the site's config; or the site's own key. */
export type KeyOrigin = 'flag' | 'environment' | 'config' | 'local'

/** An RSA key that deliveries may be signed with. */
export interface PublicKey {
  /** SPKI PEM, whatever it was given as. */
  pem: string
  /** The first 12 hex digits of the SHA-256 of its SPKI DER: a name for people and logs. */
  fingerprint: string
  origin: KeyOrigin
  key: KeyObject
}

/**
 * Reads public keys in every spelling in which they are handed around: PEM (SPKI or PKCS#1), several
 * of them in one text, PEM on one line with or without `\n` written out, base64 of the PEM, base64 of
 * the DER; within quotes, with a BOM, with CRLF. What is refused is never shown, it may be a private
 * key.
 *
 * @param sourceName - where the text is from, for messages
 * @throws BadgeEventsError `KEY_INVALID`
 * @see docs/keys.md
 */
export function parsePublicKeys(
  text: string,
  sourceName: string,
  origin: KeyOrigin = 'flag',
): PublicKey[] {
  try {
    return readTexts(unwrap(text)).map((der) => toPublicKey(der, origin))
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    throw new BadgeEventsError(
      'KEY_INVALID',
      `The public key in ${sourceName} cannot be used: ${error.reason}`,
      { hint: error.hint ?? copyAgain, details: { source: sourceName, reason: error.reason } },
    )
  }
}

const copyAgain =
  'Copy it from the Webhooks page of your app: all of it, from -----BEGIN PUBLIC KEY----- to the end.'
const leaked =
  'Wix gives out a public key only. If that private key is in use somewhere, replace it there.'

class Unusable {
  readonly reason: string
  readonly hint: string | undefined

  constructor(reason: string, hint?: string) {
    this.reason = reason
    this.hint = hint
  }
}

const privateKey = (): Unusable => new Unusable('it is a private key', leaked)

/** Takes off what shells, editors and .env files put around a key. */
function unwrap(text: string): string {
  let inner = text.replaceAll('\uFEFF', '').trim()
  while (/^(["'`])[\s\S]*\1$/.test(inner) && inner.length > 1) inner = inner.slice(1, -1).trim()
  return inner.replaceAll(/(?:\\r)?\\n|\r\n?/g, '\n').trim()
}

/** The DER of each key in a text. */
function readTexts(text: string): Der[] {
  if (text === '') throw new Unusable('it is empty')
  if (/PRIVATE KEY/.test(text)) throw privateKey()
  if (text.includes('-----BEGIN')) return readBlocks(text)
  if (text.startsWith('{')) throw new Unusable('it is JSON, not PEM')
  if (/^(?:ssh|ecdsa)-\S/.test(text)) throw new Unusable('it is a key for SSH')
  const texts = splitBase64(text)
  if (texts === null) throw new Unusable('it is neither PEM nor base64 of it')
  return texts.flatMap(readBytes)
}

function readBytes(bytes: Buffer): Der[] {
  const text = bytes.toString('latin1')
  if (text.includes('-----BEGIN')) return readTexts(unwrap(text))
  if (bytes[0] !== 0x30) throw new Unusable('it is neither PEM nor base64 of it')
  return [{ bytes, type: null }]
}

type Der = { bytes: Buffer; type: 'spki' | 'pkcs1' | null }

const block = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g

function readBlocks(text: string): Der[] {
  const keys = [...text.matchAll(block)].map(([, label = '', body = '']) => readBlock(label, body))
  if (text.replaceAll(block, '').includes('-----BEGIN')) throw new Unusable('its end is missing')
  return keys
}

function readBlock(label: string, body: string): Der {
  if (label === 'CERTIFICATE') throw new Unusable('it is a certificate')
  if (label !== 'PUBLIC KEY' && label !== 'RSA PUBLIC KEY') {
    throw new Unusable(`it is a block of ${label}, not of PUBLIC KEY`)
  }
  const base64 = body.replaceAll(/\s/g, '')
  if (base64 === '') throw new Unusable('there is nothing between its first and last line')
  if (!/^[\w+/-]+=*$/.test(base64)) {
    throw new Unusable('what is between its first and last line is damaged')
  }
  return {
    bytes: Buffer.from(base64, 'base64'),
    type: label === 'PUBLIC KEY' ? 'spki' : 'pkcs1',
  }
}

function toPublicKey({ bytes, type }: Der, origin: KeyOrigin): PublicKey {
  // Node makes a public key of a private one without a word.
  if (isPrivateKey(bytes)) throw privateKey()
  const types = type === null ? (['spki', 'pkcs1'] as const) : [type]
  const key = types.map((each) => importDer(bytes, each)).find((each) => each !== null)
  if (!key) throw new Unusable(whyUnreadable(bytes))
  const { asymmetricKeyType, asymmetricKeyDetails } = key
  if (asymmetricKeyType !== 'rsa') {
    throw new Unusable(`it is a key of the type ${asymmetricKeyType}, and Wix signs with RSA`)
  }
  const bits = asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < 2048) throw new Unusable(`it has ${bits} bits, and RS256 asks for 2048`)
  const der = key.export({ type: 'spki', format: 'der' })
  return {
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: createHash('sha256').update(der).digest('hex').slice(0, 12),
    origin,
    key,
  }
}

function importDer(bytes: Buffer, type: 'spki' | 'pkcs1'): KeyObject | null {
  if (!isWhole(bytes)) return null
  try {
    return createPublicKey({ key: bytes, format: 'der', type })
  } catch {
    return null
  }
}

function whyUnreadable(bytes: Buffer): string {
  if (!isWhole(bytes)) return 'it is cut off, or two keys have run together'
  return isCertificate(bytes) ? 'it is a certificate' : 'its content is damaged'
}
