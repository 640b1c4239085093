import { createHmac } from 'node:crypto'

/** What an attacker would send. */
export type Forgery = 'bad-signature' | 'expired' | 'alg-none' | 'alg-hs256'

/**
 * A valid token turned into one that no server may accept. An expired one cannot be made of a valid
 * one: sign it with an earlier time.
 *
 * @param publicKey - the SPKI PEM of the key that signed the token; everybody may know it
 */
export function forgeToken(
  token: string,
  forgery: Exclude<Forgery, 'expired'>,
  publicKey: string,
): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  switch (forgery) {
    case 'bad-signature':
      return `${header}.${payload}.${flipOneBit(signature)}`
    case 'alg-none':
      return `${encodeHeader('none')}.${payload}.`
    case 'alg-hs256': {
      // A verifier that lets the token choose would take the public key for the secret.
      const signed = `${encodeHeader('HS256')}.${payload}`
      return `${signed}.${createHmac('sha256', publicKey).update(signed).digest('base64url')}`
    }
  }
}

function flipOneBit(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url')
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  return bytes.toString('base64url')
}

function encodeHeader(alg: string): string {
  return Buffer.from(JSON.stringify({ alg })).toString('base64url')
}
