import type { DoubleHost } from '../double.js'
import { describeAnswer, playCannedAnswer } from './fetch/canned.js'
import { checkUrl, describeRequest, readRequest } from './fetch/request.js'
import { createUnsentResponse, type ResponseData } from './fetch/response.js'
import { send } from './fetch/send.js'

/**
 * Replaces the global `fetch` by a recorded one, which sends only when the run was told to.
 *
 * @param isVelo - the code runs in Velo, for which no global `fetch` is documented
 * @returns the undo
 */
export function installGlobalFetch(host: DoubleHost, isVelo = true): () => void {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'fetch')
  Object.defineProperty(globalThis, 'fetch', {
    value: createRecordedFetch(host, isVelo),
    configurable: true,
    enumerable: true,
    writable: true,
  })
  return () => {
    if (original) Object.defineProperty(globalThis, 'fetch', original)
  }
}

function createRecordedFetch(host: DoubleHost, isVelo: boolean): typeof globalThis.fetch {
  return function fetch(input, init) {
    const request = readRequest(input, init)
    if (isVelo) host.warn('global-fetch', globalFetchText)
    if (isVelo && /^http:/i.test(request.url)) {
      host.warn('fetch-not-https', `Wix fetches https addresses only, not ${request.url}`)
    }
    const canned = host.answerTo(request.url, request.method)
    return host.call(
      'fetch',
      'fetch',
      describeRequest(request),
      async () => {
        checkUrl(request.url)
        if (canned) return createResponse(await playCannedAnswer(canned, request.url))
        return host.liveFetch
          ? send(input, init)
          : createResponse(createUnsentResponse(request.url))
      },
      { describe: ({ status, ok }) => describeAnswer(host, status, ok, canned) },
    )
  }
}

const globalFetchText =
  'Wix does not document a global fetch in backend code; import fetch from wix-fetch'

// The only place that touches the global `Response`, which is slow to load.
function createResponse({ url, body, status, statusText, headers }: ResponseData): Response {
  const response = new Response(body.length > 0 ? new Uint8Array(body) : null, {
    status,
    statusText,
    headers: Object.fromEntries(headers),
  })
  return Object.defineProperty(response, 'url', { value: url })
}
