/** The parts of an answer, read to the end. */
export interface ResponseData {
  url: string
  status: number
  statusText: string
  headers: readonly (readonly [name: string, value: string])[]
  body: Uint8Array
}

/** The answer to a request that is recorded and not sent. */
export function createUnsentResponse(url: string): ResponseData {
  const body = new TextEncoder().encode('{}')
  const headers = [['content-type', 'application/json']] as const
  return { url, status: 200, statusText: 'OK', headers, body }
}

/** Reads a real response to its end. */
export async function readResponse(response: Response): Promise<ResponseData> {
  const { url, status, statusText, headers } = response
  const body = new Uint8Array(await response.arrayBuffer())
  return { url, status, statusText, headers: [...headers.entries()], body }
}

export function isOk(status: number): boolean {
  return status >= 200 && status < 300
}

export function decodeText(body: Uint8Array): string {
  return new TextDecoder().decode(body)
}

/**
 * What `wix-fetch` answers with. Not the global `Response`: loading that takes longer than a whole
 * run of a handler.
 */
export class WixFetchResponse {
  readonly #data: ResponseData
  readonly headers: WixFetchHeaders
  #isUsed = false

  constructor(data: ResponseData) {
    this.#data = data
    this.headers = new WixFetchHeaders(data.headers)
  }

  get url(): string {
    return this.#data.url
  }
  get status(): number {
    return this.#data.status
  }
  get statusText(): string {
    return this.#data.statusText
  }
  get ok(): boolean {
    return isOk(this.#data.status)
  }
  get bodyUsed(): boolean {
    return this.#isUsed
  }

  async text(): Promise<string> {
    return decodeText(this.#readBody())
  }
  async json(): Promise<unknown> {
    return JSON.parse(decodeText(this.#readBody()))
  }
  async buffer(): Promise<Buffer> {
    return Buffer.from(this.#readBody())
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#readBody()).buffer
  }

  clone(): WixFetchResponse {
    if (this.#isUsed) throw new TypeError('A response cannot be cloned once its body was read')
    return new WixFetchResponse(this.#data)
  }

  #readBody(): Uint8Array {
    if (this.#isUsed) {
      throw new TypeError(`The body of the response from ${this.url} was read already`)
    }
    this.#isUsed = true
    return this.#data.body
  }
}

/** Headers by name, whatever their case. */
export class WixFetchHeaders {
  readonly #values: ReadonlyMap<string, string>

  constructor(headers: ResponseData['headers']) {
    this.#values = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]))
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null
  }
  has(name: string): boolean {
    return this.#values.has(name.toLowerCase())
  }
  entries(): IterableIterator<[string, string]> {
    return this.#values.entries()
  }
  keys(): IterableIterator<string> {
    return this.#values.keys()
  }
  values(): IterableIterator<string> {
    return this.#values.values()
  }
  forEach(visit: (value: string, name: string, headers: WixFetchHeaders) => void): void {
    for (const [name, value] of this.#values) visit(value, name, this)
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries()
  }
}
