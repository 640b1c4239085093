import { callBound } from './bound-call.js'
import type { HttpClient, MembersPackage } from './packages.js'
import type { Call } from './types.js'

/** A request as it would be made. */
export interface WixRequest {
  method: string
  url: string
  body: unknown
}

const host = 'www.wixapis.com'

/**
 * The request that a call would make, by the site's own package. It is bound to something that knows
 * no network, so that nothing can be sent whatever the package does.
 */
export async function describeRequest(members: MembersPackage, call: Call): Promise<WixRequest> {
  let request: WixRequest | undefined
  const client: HttpClient = {
    async request(describe) {
      const { method, url, params, data } = describe({ host })
      const query = params?.toString() ?? ''
      // Placeholders such as <new badge> are to be read.
      const shown = query === '' ? '' : `?${decodeURIComponent(query.replaceAll('+', ' '))}`
      request = { method, url: `https://${host}${url}${shown}`, body: data ?? null }
      throw described
    },
  }
  const described = new Error('The request has been described')
  const { module, method } = call
  const unbound = (members[module] ?? {}) as Record<string, (client: HttpClient) => unknown>
  const bound = { [module]: { [method]: unbound[method]?.(client) } }
  try {
    await callBound(bound, call)
  } catch (error) {
    if (request === undefined) throw error
  }
  return request ?? { method: '', url: '', body: null }
}
