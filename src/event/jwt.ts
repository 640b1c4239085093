import { BadgeEventsError } from '../errors.js'
import { parseJson } from './json.js'
import { isRecord } from './record.js'

export interface DecodedJwt {
  header: Record<string, unknown>
  payload: Record<string, unknown>
}

/** Whether a text looks like a signed token: three base64url parts, the first of them JSON. */
export function isJwt(text: string): boolean {
  return /^\s*eyJ[\w-]*\.[\w-]+\.[\w-]*\s*$/.test(text)
}

/**
 * Reads a token **without** checking its signature: enough to look at a recording, never enough to
 * trust it.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID`
 */
export function decodeJwt(token: string, name = 'The token'): DecodedJwt {
  const [header = '', payload = ''] = token.trim().split('.')
  return {
    header: decodePart(header, `header of ${name}`),
    payload: decodePart(payload, `payload of ${name}`),
  }
}

function decodePart(part: string, name: string): Record<string, unknown> {
  const value = parseJson(Buffer.from(part, 'base64url').toString('utf8'), name)
  if (isRecord(value)) return value
  throw new BadgeEventsError('FIXTURE_INVALID', `The ${name} is not a JSON object`)
}
