import type { KeyObject, webcrypto } from 'node:crypto'
import { BadgeEventsError } from '../errors.js'
import type { MessageEnvelope } from './envelope.js'
import { parseJson } from './json.js'
import { decodeJwt } from './jwt.js'
import { isRecord } from './record.js'

export interface SignOptions {
  /** An RSA key of at least 2048 bits; text is PKCS#8 PEM. */
  privateKey: webcrypto.CryptoKey | KeyObject | string
  kid?: string
  issuedAt: Date
  /** One hour by default. How long a token of Wix lives is not documented. */
  expiresInMs?: number
}

export interface DecodedWebhook {
  header: Record<string, unknown>
  /** `exp` and `iat` are seconds since 1970. */
  payload: Record<string, unknown>
  envelope: Record<string, unknown>
}

/**
 * The body of a webhook as Wix posts it: an RS256 token whose payload holds the envelope as text.
 *
 * @see https://dev.wix.com/docs/rest
 */
export async function signWebhook(
  envelope: MessageEnvelope,
  options: SignOptions,
): Promise<string> {
  // Costs half a Node start to import, and most commands never sign anything.
  const { SignJWT, importPKCS8 } = await import('jose')
  const { privateKey, kid, issuedAt, expiresInMs = 3_600_000 } = options
  const key = typeof privateKey === 'string' ? await importPKCS8(privateKey, 'RS256') : privateKey
  return new SignJWT({ data: JSON.stringify(envelope) })
    .setProtectedHeader({ alg: 'RS256', ...(kid === undefined ? {} : { kid }) })
    .setIssuedAt(toSeconds(issuedAt.getTime()))
    .setExpirationTime(toSeconds(issuedAt.getTime() + expiresInMs))
    .sign(key)
}

/**
 * The layers of a webhook body, **without** checking its signature.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID`
 */
export function decodeWebhook(jwt: string, name = 'The webhook'): DecodedWebhook {
  const { header, payload } = decodeJwt(jwt, name)
  const envelope =
    typeof payload.data === 'string' ? parseJson(payload.data, `data of ${name}`) : payload.data
  if (isRecord(envelope)) return { header, payload, envelope }
  throw new BadgeEventsError('FIXTURE_INVALID', `${name} is a token, but not a webhook of Wix`, {
    hint: 'Its payload should have a "data" text that holds instanceId, eventType and data.',
  })
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000)
}
