import type { DoubleHost } from '../double.js'
import { checkUrl, describeRequest, readRequest } from './fetch/request.js'
import { createUnsentResponse } from './fetch/response.js'
import { send } from './fetch/send.js'

/**
 * Replaces the global `fetch` by a recorded one, which sends only when the run was told to.
 *
 * @returns the undo
 */
export function installGlobalFetch(host: DoubleHost): () => void {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'fetch')
  Object.defineProperty(globalThis, 'fetch', {
    value: createRecordedFetch(host),
    configurable: true,
    enumerable: true,
    writable: true,
  })
  return () => {
    if (original) Object.defineProperty(globalThis, 'fetch', original)
  }
}

function createRecordedFetch(host: DoubleHost): typeof globalThis.fetch {
  return function fetch(input, init) {
    const request = readRequest(input, init)
    host.warn(
      'global-fetch',
      'Wix does not document a global fetch in backend code; import fetch from wix-fetch',
    )
    if (/^http:/i.test(request.url)) {
      host.warn('fetch-not-https', `Wix fetches https addresses only, not ${request.url}`)
    }
    return host.call(
      'fetch',
      'fetch',
      describeRequest(request),
      () => {
        checkUrl(request.url)
        return host.liveFetch ? send(input, init) : createResponse(request.url)
      },
      { describe: ({ status, ok }) => ({ status, ok, sent: host.liveFetch }) },
    )
  }
}

// The only place that touches the global `Response`, which is slow to load.
function createResponse(url: string): Response {
  const { body, status, statusText, headers } = createUnsentResponse(url)
  const response = new Response(new Uint8Array(body), {
    status,
    statusText,
    headers: Object.fromEntries(headers),
  })
  return Object.defineProperty(response, 'url', { value: url })
}
