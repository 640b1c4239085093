import { generateKeyPairSync, sign } from 'node:crypto'
import { readFixture } from '../../../src/catalog/fixture.js'
import { parseEventName } from '../../../src/catalog/index.js'
import { toEnvelope } from '../../../src/event/envelope.js'
import { parseEventObject } from '../../../src/event/parse.js'

export interface Pair {
  publicKey: string
  privateKey: string
}

export function createPair(modulusLength = 2048): Pair {
  return generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

export type Json = Record<string, unknown>

export const goodHeader = { alg: 'RS256', kid: 'a1b2c3d4' }

/** A real envelope, as Wix sends it for an assigned badge. */
export function goodEnvelope(): Json {
  const definition = parseEventName('assigned')
  return { ...toEnvelope(parseEventObject(readFixture('assigned')), definition) }
}

/** Far enough from now that the clock of a slow test does not reach it. */
export function goodTimes(): { iat: number; exp: number } {
  const now = Math.floor(Date.now() / 1000)
  return { iat: now - 60, exp: now + 86_400 }
}

export function goodClaims(changes: Json = {}): Json {
  return { data: JSON.stringify(goodEnvelope()), ...goodTimes(), ...changes }
}

export function encode(part: unknown): string {
  const bytes = Buffer.isBuffer(part)
    ? part
    : Buffer.from(typeof part === 'string' ? part : (JSON.stringify(part) ?? ''))
  return bytes.toString('base64url')
}

/**
 * Signs any two texts with RS256, whatever they hold.
 *
 * @param header - a text or bytes are taken as they are, else its JSON
 */
export function signParts(privateKey: string, header: unknown, claims: unknown): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
}
