import { isRecord, kindOf } from '../../event/record.js'
import { parseLayer } from './json-layer.js'
import { Refusal } from './refusal.js'

/** The payload of a token, once its times are checked. Nothing is required: `exp` may be absent. */
export function readClaims(encoded: string, now: Date): Record<string, unknown> {
  const text = new TextDecoder().decode(Buffer.from(encoded, 'base64url'))
  const claims = parseLayer(text, 'the payload', 'claims-not-json')
  if (!isRecord(claims)) throw new Refusal('claims-not-object', kindOf(claims))
  // Whole seconds, without tolerance, as the SDK counts them.
  const seconds = Math.floor(now.getTime() / 1000)
  readTime(claims, 'iat')
  const notBefore = readTime(claims, 'nbf')
  if (notBefore !== undefined && notBefore > seconds) {
    throw new Refusal('not-yet-valid', toDuration(notBefore - seconds))
  }
  const expires = readTime(claims, 'exp')
  if (expires !== undefined && expires <= seconds) {
    throw new Refusal('expired', toDuration(seconds - expires))
  }
  return claims
}

function readTime(claims: Record<string, unknown>, claim: string): number | undefined {
  const value = claims[claim]
  if (value === undefined || typeof value === 'number') return value
  throw new Refusal('claim-invalid', claim)
}

const units: readonly [name: string, seconds: number][] = [
  ['days', 86_400],
  ['h', 3600],
  ['min', 60],
]

/** `45 s`, `3 h`, `12 days`: two of a unit at least, so that rounding says little wrong. */
function toDuration(seconds: number): string {
  const years = seconds / (365.25 * 86_400)
  if (years >= 2) return years > 9999 ? 'thousands of years' : `${Math.floor(years)} years`
  const [name, length] = units.find(([, each]) => seconds >= 2 * each) ?? ['s', 1]
  return `${Math.floor(seconds / length)} ${name}`
}
