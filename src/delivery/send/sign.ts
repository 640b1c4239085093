import type { MessageEnvelope } from '../../event/envelope.js'
import { signWebhook } from '../../event/webhook.js'
import type { LocalKey } from '../keys/local-key.js'
import { type Forgery, forgeToken } from './forge.js'

export interface SignedBy {
  key: LocalKey
  /** `null` for a token that verifies. */
  forgery: Forgery | null
  now: Date
}

const hourMs = 3_600_000

/** A webhook body, as Wix would send it or as a forger would. An expired one ended an hour ago. */
export async function signDelivery(
  envelope: MessageEnvelope,
  { key, forgery, now }: SignedBy,
): Promise<string> {
  const isExpiredOne = forgery === 'expired'
  const token = await signWebhook(envelope, {
    privateKey: key.privateKey,
    issuedAt: isExpiredOne ? new Date(now.getTime() - 2 * hourMs) : now,
    expiresInMs: hourMs,
  })
  return forgery === null || isExpiredOne ? token : forgeToken(token, forgery, key.publicKey)
}
