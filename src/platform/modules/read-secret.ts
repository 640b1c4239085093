import type { World } from '../world.js'
import type { WixFailure } from './wix-error.js'

/** Gives the value of a secret, or fails with what to do about it. */
export function readSecret(
  world: World,
  name: unknown,
  createError: (failure: WixFailure) => Error,
): string {
  if (typeof name !== 'string') throw new TypeError('The name of a secret must be a string')
  const value = world.secret(name)
  if (value !== undefined) return value
  // How Wix words this is not known.
  const description = `There is no secret named "${name}". For local runs it may be defined in .env.local or .env, as ${name}=value`
  throw createError({ status: 404, code: 'NOT_FOUND', description })
}

/** What is shown in place of an answer that holds a secret. */
export const hiddenSecret = '(secret)'
