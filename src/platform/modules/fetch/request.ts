/** A request as the handler made it, in plain data. */
export interface RequestData {
  url: string
  method: string
  headers: [name: string, value: string][]
  body: unknown
}

/**
 * Reads the arguments of a fetch, whatever form they came in; a `Request` object may be the first.
 */
export function readRequest(input: unknown, init: unknown): RequestData {
  const request = isObject(input) && typeof input.url === 'string' ? input : undefined
  const options = isObject(init) ? init : {}
  return {
    url: request ? String(request.url) : String(input),
    method: String(options.method ?? request?.method ?? 'GET').toUpperCase(),
    headers: readHeaders(options.headers ?? request?.headers),
    // The body of a `Request` is a stream, which can only be read once and not now.
    body: options.body ?? (request?.body ? '(stream)' : undefined),
  }
}

/** What to record of a request: without the values of headers that identify somebody. */
export function describeRequest({ url, method, headers, body }: RequestData): unknown[] {
  const shown = headers.map(([name, value]) => [name, isSensitive(name) ? '***' : value])
  return [
    url,
    {
      method,
      ...(shown.length > 0 && { headers: Object.fromEntries(shown) }),
      ...(body !== undefined && { body: body instanceof URLSearchParams ? String(body) : body }),
    },
  ]
}

/** Fails for what is no absolute address: one of the two reasons for which a fetch rejects. */
export function checkUrl(url: string): void {
  if (!URL.canParse(url)) throw new TypeError(`fetch needs an absolute address, not "${url}"`)
}

function readHeaders(headers: unknown): [string, string][] {
  if (!isObject(headers)) return []
  const pairs: Iterable<unknown> = isIterable(headers) ? headers : Object.entries(headers)
  return [...pairs].flatMap((pair) =>
    Array.isArray(pair) ? [[String(pair[0]), String(pair[1])] as [string, string]] : [],
  )
}

function isSensitive(name: string): boolean {
  return /auth|cookie|token|secret|password|credential|signature|api-?key/i.test(name)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value
}
