import type { CannedAnswer } from '../../canned-answer.js'
import type { DoubleHost } from '../../double.js'
import type { ResponseData } from './response.js'

/** Finds the answer for a request: the first that matches. */
export type AnswerTo = (url: string, method: string) => CannedAnswer | undefined

/** Creates the look-up in the site's answers. */
export function createCannedAnswers(answers: readonly CannedAnswer[]): AnswerTo {
  const matchers = answers.map((answer) => ({ answer, isMatch: createMatcher(answer) }))
  return (url, method) => {
    if (matchers.length === 0) return undefined
    const address = canonical(url)
    return matchers.find(({ isMatch }) => isMatch(address, method.toUpperCase()))?.answer
  }
}

/** Waits as long as an answer wants to, then gives it or fails. */
export async function playCannedAnswer(answer: CannedAnswer, url: string): Promise<ResponseData> {
  const { delayMs = 0, error } = answer
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
  if (error !== undefined) throw new TypeError(`The request to ${url} failed: ${error}`)
  return createResponseData(answer, url)
}

/** What is recorded of an answer: where it came from, not its body. */
export function describeAnswer(
  host: DoubleHost,
  status: number,
  ok: boolean,
  canned: CannedAnswer | undefined,
): unknown {
  return { status, ok, ...(canned ? { sent: false, canned: true } : { sent: host.liveFetch }) }
}

// The handler may replace this one by a fake.
const { setTimeout } = globalThis

function createMatcher({ match, method }: CannedAnswer): (url: string, method: string) => boolean {
  const parts = (match.includes('*') ? match : canonical(match)).split('*').map(escapeRegExp)
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's')
  const wanted = method?.toUpperCase()
  return (url, used) => (wanted === undefined || wanted === used) && pattern.test(url)
}

// `https://example.com` and `https://example.com/` are one address.
function canonical(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url
}

function escapeRegExp(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
}

function createResponseData(answer: CannedAnswer, url: string): ResponseData {
  const { status = 200, headers = {}, body = {} } = answer
  const isText = typeof body === 'string'
  const content = bodyless.has(status) ? '' : isText ? body : JSON.stringify(body)
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  const type = isText ? 'text/plain;charset=UTF-8' : 'application/json'
  return {
    url,
    status,
    statusText: statusTexts[status] ?? '',
    headers: [
      ...(content === '' || names.includes('content-type')
        ? []
        : [['content-type', type] as const]),
      ...Object.entries(headers),
    ],
    body: new TextEncoder().encode(content),
  }
}

// The global Response takes no body with these.
const bodyless = new Set([204, 205, 304])

const statusTexts: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}
