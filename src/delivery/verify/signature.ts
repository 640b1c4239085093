import { createHmac, timingSafeEqual, type webcrypto } from 'node:crypto'
import type { PublicKey } from '../keys/public-key.js'
import type { Token } from './read-token.js'
import { Refusal } from './refusal.js'

export interface SignatureCheck {
  /** The key that a token is signed with; null when there is none to compare with. */
  findSigner(token: Token): Promise<PublicKey | null>
}

/** Wix signs with RSA 2048, to go by the keys it hands out. */
const usualBytes = 256
const rememberedKids = 100

/**
 * Compares signatures with keys, RS256 alone. Each key is imported once, and the one that a `kid` was
 * signed with before is tried first.
 *
 * @param keys - in the order to try them
 */
export function createSignatureCheck(
  keys: readonly PublicKey[],
  { isAnyoneTrusted }: { isAnyoneTrusted: boolean },
): SignatureCheck {
  const imported = new Map<PublicKey, Promise<webcrypto.CryptoKey>>()
  const signers = new Map<unknown, PublicKey>()

  return {
    async findSigner(token) {
      checkAlg(token, keys)
      const { kid } = token.header
      const known = signers.get(kid)
      const candidates = known ? [known, ...keys.filter((key) => key !== known)] : keys
      for (const key of candidates) {
        if (!(await isSignedWith(token, key, imported))) continue
        if (signers.size >= rememberedKids) signers.clear()
        signers.set(kid, key)
        return key
      }
      checkLength(token, keys)
      if (!isAnyoneTrusted) throw new Refusal('wrong-key')
      return null
    },
  }
}

function checkAlg({ alg, ...token }: Token, keys: readonly PublicKey[]): void {
  if (alg === 'RS256') return
  if (alg.toLowerCase() === 'none') throw new Refusal('alg-none')
  if (isSignedWithPublicKey({ alg, ...token }, keys)) {
    throw new Refusal('hs256-with-public-key', alg)
  }
  throw new Refusal('alg-unexpected', alg.length > 20 ? `${alg.slice(0, 20)}…` : alg)
}

/** The attack on readers that take the text of a public key for a shared secret. */
function isSignedWithPublicKey(
  { alg, encodedHeader, encodedClaims, signature }: Token,
  keys: readonly PublicKey[],
): boolean {
  const [, bits] = /^HS(256|384|512)$/.exec(alg) ?? []
  if (bits === undefined) return false
  return keys.flatMap(secretsOf).some((secret) => {
    const hmac = createHmac(`sha${bits}`, secret)
    const expected = hmac.update(`${encodedHeader}.${encodedClaims}`).digest()
    return expected.length === signature.length && timingSafeEqual(expected, signature)
  })
}

/** What may pass for the secret: the key in the spellings in which it is handed around. */
function secretsOf({ pem, key }: PublicKey): (string | Buffer)[] {
  const der = key.export({ type: 'spki', format: 'der' })
  const texts = [
    pem,
    pem.trimEnd(),
    pem.replaceAll('\n', '\r\n'),
    pem.trimEnd().replaceAll('\n', '\\n'),
  ]
  const base64 = texts.map((text) => Buffer.from(text).toString('base64'))
  return [...texts, ...base64, der, der.toString('base64')]
}

async function isSignedWith(
  { encodedHeader, encodedClaims, signature }: Token,
  key: PublicKey,
  imported: Map<PublicKey, Promise<webcrypto.CryptoKey>>,
): Promise<boolean> {
  // Costs half a Node start to import, and a listener that gets nothing needs none of it.
  const { compactVerify, errors, importSPKI } = await import('jose')
  const cryptoKey = imported.get(key) ?? importSPKI(key.pem, 'RS256')
  imported.set(key, cryptoKey)
  const token = `${encodedHeader}.${encodedClaims}.${signature.toString('base64url')}`
  try {
    await compactVerify(token, await cryptoKey, { algorithms: ['RS256'] })
    return true
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false
    if (error instanceof errors.JOSEError) throw new Refusal('header-invalid', error.message)
    throw error
  }
}

/** A signature is as long as the modulus of its key, so a shorter one was cut. */
function checkLength({ signature }: Token, keys: readonly PublicKey[]): void {
  const lengths = keys.map(({ key }) => (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
  const least = lengths.length > 0 ? Math.min(...lengths) : usualBytes
  if (signature.length >= least) return
  throw new Refusal(
    'truncated',
    signature.length === 0
      ? 'the signature is missing'
      : `the signature has ${signature.length} of ${least} bytes`,
  )
}
