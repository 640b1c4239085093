import { type EventKey, parseEventName } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import { toEnvelope } from '../event/envelope.js'
import { parseEventObject } from '../event/parse.js'
import type { EventObject } from '../event/types.js'
import { type SignOptions, signWebhook as signEnvelope } from '../event/webhook.js'
import { definitionOf, fixtureNamed } from './fixtures.js'

export interface SignWebhookOptions {
  /** An RSA key of at least 2048 bits: PKCS#8 PEM, a `KeyObject` of Node or a `CryptoKey`. */
  privateKey: string | PrivateKey
  /** Which event an object is, where its metadata does not say so. */
  event?: EventKey | undefined
  /** Key id in the token's header; none without it. */
  kid?: string | undefined
  /** The moment the token is issued; now without it. */
  issuedAt?: Date | undefined
  /** Lifetime of the token in ms; one hour without it. How long a token of Wix lives is not documented. */
  expiresInMs?: number | undefined
}

/** What `KeyObject` and `CryptoKey` have in common: the types of Node need not be there. */
export interface PrivateKey {
  readonly type: string
}

/**
 * Gives the token that Wix would post to a webhook endpoint for an event: the whole request body.
 *
 * @param event - an event object, or the name of an event for its fixture
 * @throws BadgeEventsError `EVENT_UNKNOWN`, `FIXTURE_INVALID`, or `USAGE_INVALID` when nothing says which event it is
 * @see docs/library.md
 */
export async function signWebhook(
  event: EventObject | (string & {}) | EventKey,
  options: SignWebhookOptions,
): Promise<string> {
  const object = typeof event === 'string' ? fixtureNamed(event).event : parseEventObject(event)
  const { privateKey, kid, issuedAt = new Date(), expiresInMs } = options
  const definition =
    options.event === undefined ? definitionOf(object) : parseEventName(options.event)
  if (!definition) throw unknownEvent()
  return signEnvelope(toEnvelope(object, definition), {
    privateKey: privateKey as SignOptions['privateKey'],
    issuedAt,
    ...(kid !== undefined && { kid }),
    ...(expiresInMs !== undefined && { expiresInMs }),
  })
}

function unknownEvent(): BadgeEventsError {
  return new BadgeEventsError('USAGE_INVALID', 'The event object does not say which event it is', {
    hint: "Name it: signWebhook(event, { event: 'assigned', privateKey })",
  })
}
