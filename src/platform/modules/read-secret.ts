import type { World } from '../world.js'

/** Gives the value of a secret, or fails with what to do about it. */
export function readSecret(world: World, name: unknown): string {
  if (typeof name !== 'string') throw new TypeError('The name of a secret must be a string')
  const value = world.secret(name)
  if (value !== undefined) return value
  // How Wix words this is not known.
  throw new Error(
    `There is no secret named "${name}". For local runs it may be defined in .env.local or .env, as ${name}=value`,
  )
}

/** What is shown in place of an answer that holds a secret. */
export const hiddenSecret = '(secret)'
