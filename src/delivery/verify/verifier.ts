import type { PublicKey } from '../keys/public-key.js'
import type { Verification } from '../types.js'
import { readClaims } from './claims.js'
import { readEvent, type WebhookEvent } from './read-event.js'
import { readToken, type Token } from './read-token.js'
import { Refusal, type RefusalCause } from './refusal.js'
import { createSignatureCheck } from './signature.js'

/** Whether a body is a delivery, and what it says. */
export type Admission = Accepted | Refused

export interface Accepted extends WebhookEvent {
  status: 'accepted'
  verification: Verification
  /** Of the token. */
  header: Record<string, unknown>
  /** Payload of the token; `iat` and `exp` are seconds since 1970. */
  claims: Record<string, unknown>
}

export interface Refused {
  status: 'refused'
  httpStatus: 400 | 401
  cause: RefusalCause
  /** For people: `expired 3 h ago`. */
  reason: string
  /** Of the token, as far as it could be read. **Nothing** of it is verified. */
  header: Record<string, unknown> | null
}

export interface VerifierOptions {
  /** Public keys that deliveries may be signed with. Without any, what is well-formed is `unverified`. */
  keys: readonly PublicKey[]
  /** The site's own key; null where it has none. */
  localKey: PublicKey | null
  now: () => Date
}

export interface Verifier {
  /** Never rejects for what a body holds. */
  verify(body: Uint8Array): Promise<Admission>
}

/**
 * Tells deliveries of Wix from everything else that may be posted to an address: the signature, the
 * times, then each layer. Gives the same verdict as `webhooks.process` of `@wix/sdk`, but for what
 * docs/verification.md lists.
 *
 * @see docs/verification.md
 */
export function createVerifier({ keys, localKey, now }: VerifierOptions): Verifier {
  const all = localKey === null ? keys : [...keys, localKey]
  const signatures = createSignatureCheck(all, { isAnyoneTrusted: keys.length === 0 })

  return {
    async verify(body) {
      let token: Token | null = null
      try {
        token = readToken(body)
        const signer = await signatures.findSigner(token)
        const claims = readClaims(token.encodedClaims, now())
        return {
          status: 'accepted',
          verification: toVerification(signer, localKey),
          ...readEvent(claims),
          header: token.header,
          claims,
        }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { cause, httpStatus, reason } = error
        return { status: 'refused', httpStatus, cause, reason, header: token?.header ?? null }
      }
    },
  }
}

/** A local key that was given as a public key too is still the local one. */
function toVerification(signer: PublicKey | null, localKey: PublicKey | null): Verification {
  if (signer === null) return { status: 'unverified' }
  const isLocal = signer.fingerprint === localKey?.fingerprint
  return { status: isLocal ? 'local' : 'verified', key: signer.fingerprint }
}
