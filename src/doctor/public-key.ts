import { parsePublicKeys } from '../delivery/keys/public-key.js'
import { BadgeEventsError } from '../errors.js'

export type KeyReading =
  /** `one-line` is PEM without line breaks, which `@wix/sdk` does not read. */
  | { status: 'readable'; spelling: 'pem' | 'base64' | 'one-line' }
  | { status: 'unreadable'; reason: string }

/** Reads a public key in every spelling that deliveries are verified with. */
export function readPublicKey(text: string): KeyReading {
  try {
    parsePublicKeys(text, 'doctor')
  } catch (error) {
    if (!(error instanceof BadgeEventsError)) throw error
    return { status: 'unreadable', reason: String(error.details?.reason) }
  }
  if (!text.includes('-----BEGIN')) return { status: 'readable', spelling: 'base64' }
  return { status: 'readable', spelling: /[\r\n]/.test(text.trim()) ? 'pem' : 'one-line' }
}
