import { decodeJwt } from '../../event/jwt.js'
import type { Delivery } from '../types.js'

/** Whether a server would still take the token of a delivery. */
export type TokenState =
  | { status: 'valid' }
  | { status: 'expired'; at: Date }
  /** The body is no token: a site sent its event on itself. */
  | { status: 'none' }

/** Looks at the times of a delivery's token, **not** at its signature. */
export function readTokenState({ body }: Pick<Delivery, 'body'>, now: Date): TokenState {
  const claims = readClaims(body)
  if (claims === null) return { status: 'none' }
  const { exp } = claims
  if (typeof exp !== 'number' || exp * 1000 > now.getTime()) return { status: 'valid' }
  return { status: 'expired', at: new Date(exp * 1000) }
}

/** Payload of the token that a body is; null when it is none. */
export function readClaims(body: Uint8Array): Record<string, unknown> | null {
  try {
    return decodeJwt(Buffer.from(body).toString('latin1')).payload
  } catch {
    return null
  }
}
