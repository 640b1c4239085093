import { isRecord, kindOf } from '../../event/record.js'
import { describeBody, describeParts } from './describe-body.js'
import { parseLayer } from './json-layer.js'
import { Refusal } from './refusal.js'

/** A token, taken apart; nothing of it is verified. */
export interface Token {
  header: Record<string, unknown>
  alg: string
  /** Base64url, as signed. */
  encodedHeader: string
  encodedClaims: string
  signature: Buffer
}

/** Takes a body apart as a signed JWT with a header that may be verified. */
export function readToken(body: Uint8Array): Token {
  const text = decodeText(body)
  const [encodedHeader = '', encodedClaims = '', signature, ...more] = text.split('.')
  if (signature === undefined || more.length > 0) {
    throw describeBody(body, text) ?? describeParts(text)
  }
  const header = readHeader(encodedHeader, () => describeBody(body, text))
  const alg = readAlg(header)
  checkCrit(header)
  checkBase64Url(encodedClaims, 'payload')
  return {
    header,
    alg,
    encodedHeader,
    encodedClaims,
    // What follows the signature or is strange in it does not count: the SDK reads it the same way.
    signature: Buffer.from(signature, 'base64url'),
  }
}

/** As `Request.text()` does it: a BOM is dropped, what is not UTF-8 becomes U+FFFD. */
function decodeText(body: Uint8Array): string {
  return new TextDecoder().decode(body)
}

function readHeader(encoded: string, describe: () => Refusal | null): Record<string, unknown> {
  try {
    checkBase64Url(encoded, 'header')
    const header = parseLayer(decodeHeader(encoded), 'the header', 'header-not-json')
    if (isRecord(header)) return header
    throw new Refusal('header-not-object', kindOf(header))
  } catch (error) {
    // Three parts by chance: a number in JSON, a host name in HTML.
    throw (error instanceof Refusal && describe()) || error
  }
}

function decodeHeader(encoded: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64url'))
  } catch {
    throw new Refusal('header-not-json')
  }
}

function checkBase64Url(part: string, name: string): void {
  if (/\s/.test(part)) throw new Refusal('whitespace')
  if (!/^[\w-]*$/.test(part) || part.length % 4 === 1) throw new Refusal('not-base64url', name)
}

function readAlg({ alg }: Record<string, unknown>): string {
  if (typeof alg !== 'string' || alg === '') throw new Refusal('alg-missing')
  return alg
}

/** Extensions that a reader must understand. The one that is known leaves all as it is. */
function checkCrit({ crit, b64 }: Record<string, unknown>): void {
  if (crit === undefined) return
  const isKnown =
    Array.isArray(crit) && crit.length > 0 && crit.every((name) => name === 'b64') && b64 === true
  if (!isKnown) throw new Refusal('crit-unsupported')
}
