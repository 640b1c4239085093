import { findEvent } from '../../catalog/index.js'
import { BadgeEventsError } from '../../errors.js'
import { toEnvelope } from '../../event/envelope.js'
import { signWebhook } from '../../event/webhook.js'
import type { Delivery } from '../types.js'
import { readClaims } from './token.js'

export interface ReSignOptions {
  /** PKCS#8 PEM. */
  privateKey: string
  now: Date
  /** Whether the event is another one than in the body. */
  isEdited: boolean
}

/** About the body that was received; of another one they would be wrong. */
const ofTheBody: ReadonlySet<string> = new Set(['digest', 'content-encoding', 'content-length'])

/**
 * A delivery whose body is signed anew, valid from now on. Unless the event was edited, what is signed
 * is the very text that was received, so that nothing of an event that nobody knows is lost.
 *
 * @throws BadgeEventsError `USAGE_INVALID` for an event that no webhook can be made of
 */
export async function reSign(delivery: Delivery, options: ReSignOptions): Promise<Delivery> {
  const body = Buffer.from(await newToken(delivery, options))
  const kept = Object.entries(delivery.headers).filter(([name]) => !ofTheBody.has(name))
  return { ...delivery, body, headers: Object.fromEntries(kept) }
}

async function newToken(
  { body, event, eventType, id }: Delivery,
  { privateKey, now, isEdited }: ReSignOptions,
): Promise<string> {
  const claims = readClaims(body)
  if (!isEdited && typeof claims?.data === 'string') {
    return signText(claims, { privateKey, now })
  }
  const definition = findEvent(eventType)
  if (definition) return signWebhook(toEnvelope(event, definition), { privateKey, issuedAt: now })
  throw new BadgeEventsError(
    'USAGE_INVALID',
    `${id} is a ${eventType}, which is not in the catalog, so no webhook can be made of it`,
    { hint: 'Without --set, the webhook that was received is signed again as it is.' },
  )
}

const lifeSeconds = 3600

async function signText(
  claims: Record<string, unknown>,
  { privateKey, now }: Pick<ReSignOptions, 'privateKey' | 'now'>,
): Promise<string> {
  const { SignJWT, importPKCS8 } = await import('jose')
  const { nbf, ...kept } = claims
  const seconds = Math.floor(now.getTime() / 1000)
  return new SignJWT(kept)
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifeSeconds)
    .sign(await importPKCS8(privateKey, 'RS256'))
}
