/**
 * What stands for the signed token of a webhook in a run. The real strategies would check a signature
 * with the app's public key; a run has neither key nor need, so only this one step is ours.
 */
const prefix = 'badge-events-webhook:'

/** The text that a client of `@wix/sdk` is given to process. */
export function toLocalToken(webhook: unknown): string {
  return prefix + JSON.stringify(webhook)
}

/** An authentication strategy that takes what {@link toLocalToken} made, and is the given one for all else. */
export function withLocalTokens(strategy: unknown): unknown {
  if (typeof strategy === 'function') return () => withLocalTokens(strategy())
  const given = isStrategy(strategy) ? strategy : { getAuthHeaders: async () => ({ headers: {} }) }
  return Object.assign(Object.create(given), {
    async decodeJWT(token: string, ...rest: unknown[]): Promise<unknown> {
      if (token.startsWith(prefix)) {
        return { decoded: { data: token.slice(prefix.length) }, valid: true }
      }
      if (given.decodeJWT) return given.decodeJWT(token, ...rest)
      throw new Error('decodeJWT is not supported by the authentication strategy')
    },
  })
}

interface Strategy {
  getAuthHeaders?(): Promise<unknown>
  decodeJWT?(token: string, ...rest: unknown[]): Promise<unknown>
}

function isStrategy(value: unknown): value is Strategy {
  return typeof value === 'object' && value !== null
}
