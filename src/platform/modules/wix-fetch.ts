import type { DoubleHost, ModuleDouble } from '../double.js'
import { describeAnswer, playCannedAnswer } from './fetch/canned.js'
import { checkUrl, describeRequest, type RequestData, readRequest } from './fetch/request.js'
import {
  createUnsentResponse,
  decodeText,
  isOk,
  type ResponseData,
  readResponse,
  WixFetchResponse,
} from './fetch/response.js'
import { send } from './fetch/send.js'

/** Stands for `wix-fetch`: requests are recorded, and sent only when the run was told to. */
export const wixFetch: ModuleDouble = {
  names: ['wix-fetch'],
  create(host) {
    const fetch = (url: unknown, options?: unknown): Promise<WixFetchResponse> =>
      exchange(host, 'fetch', readRequest(url, options), (data) => new WixFetchResponse(data))

    const getJSON = (url: unknown, options?: unknown): Promise<unknown> => {
      const request = readRequest(url, options)
      const others = request.headers.filter(([name]) => name.toLowerCase() !== 'accept')
      const headers: RequestData['headers'] = [...others, ['Accept', 'application/json']]
      return exchange(
        host,
        'getJSON',
        { url: request.url, method: 'GET', headers, body: undefined },
        readJson,
      )
    }
    return { default: { fetch, getJSON }, named: { fetch, getJSON } }
  },
}

function exchange<T>(
  host: DoubleHost,
  method: string,
  request: RequestData,
  read: (data: ResponseData) => T,
): Promise<T> {
  if (/^http:/i.test(request.url)) {
    host.warn('fetch-not-https', `wix-fetch works with https addresses only, not ${request.url}`)
  }
  const canned = host.answerTo(request.url, request.method)
  let status = 0
  const answer = async (): Promise<T> => {
    checkUrl(request.url)
    const data = await (canned ? playCannedAnswer(canned, request.url) : askServer(host, request))
    status = data.status
    return read(data)
  }
  const describe = () => describeAnswer(host, status, isOk(status), canned)
  return host.call('wix-fetch', method, describeRequest(request), answer, { describe })
}

function askServer(host: DoubleHost, request: RequestData): ResponseData | Promise<ResponseData> {
  return host.liveFetch ? sendRequest(request) : createUnsentResponse(request.url)
}

async function sendRequest({ url, method, headers, body }: RequestData): Promise<ResponseData> {
  const response = await send(url, {
    method,
    headers,
    ...(body !== undefined && { body: body as NonNullable<RequestInit['body']> }),
  })
  return readResponse(response)
}

// What getJSON does for other answers than JSON with a good status is not documented.
function readJson({ url, status, body }: ResponseData): unknown {
  if (!isOk(status)) throw new Error(`getJSON: ${url} answered with status ${status}`)
  try {
    return JSON.parse(decodeText(body))
  } catch (cause) {
    throw new Error(`getJSON: ${url} did not answer with JSON`, { cause })
  }
}
