import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import type { CliOptions } from './run-cli.js'
import { createSite, type TestSite } from './site.js'

export interface WixRequest {
  /** `POST /badges/v4/badges`, with the query. */
  line: string
  headers: IncomingHttpHeaders
  /** Parsed JSON; null without a body. */
  body: unknown
}

export interface WixAnswer {
  status?: number
  body?: unknown
  /** Cuts the connection instead. */
  isCut?: boolean
}

export interface WixApi {
  url: string
  requests: WixRequest[]
  /** Method, path and query of each request. */
  lines(): string[]
}

type Answers = Readonly<Record<string, WixAnswer | ((request: WixRequest) => WixAnswer)>>

/** What Wix answers when all goes well, by the beginning of `METHOD /path`; the longest one wins. */
const happy: Answers = {
  'POST /oauth2/token': { body: { access_token: 'app-access-token', expires_in: 14_400 } },
  'POST /members/v3/badges': { body: { badge: { id: 'new-badge', title: 't' } } },
  'GET /members/v3/badges': {
    body: { badge: { id: 'b-1', title: 'Old', backgroundColor: '#FA8704' } },
  },
  'PATCH /members/v3/badges': { body: { badge: { id: 'b-1' } } },
  'POST /members/v3/badges/members': {
    body: { memberBadgeIds: [{ memberId: 'm-1', badgeIds: ['b-9'] }] },
  },
  'POST /badges/v4/badges': { body: { badge: { id: 'new-badge', revision: '1' } } },
  'GET /badges/v4/badges': {
    body: { badge: { id: 'b-1', title: 'Old', backgroundColor: '#FA8704', revision: '7' } },
  },
  'PATCH /badges/v4/badges': { body: { badge: { id: 'b-1', revision: '8' } } },
  'POST /badges/v4/assignments': { body: { badgeAssignment: { id: 'new-assignment' } } },
  'POST /badges/v4/assignments/query': { body: { badgeAssignments: [{ id: 'a-1' }] } },
  'POST /members/v1/members': { body: { member: { id: 'new-member' } } },
  'GET /members/v1/members': {
    body: { member: { id: 'm-1', profile: { nickname: 'Ann' }, contact: { company: 'Wix' } } },
  },
  'PATCH /members/v1/members': { body: { member: { id: 'm-1' } } },
}

/** A server in place of Wix's API: it records what it is asked. It ends with the test. */
export async function startWixApi(answers: Answers = {}): Promise<WixApi> {
  const requests: WixRequest[] = []
  const table = { ...happy, ...answers }
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    const request: WixRequest = {
      line: `${incoming.method} ${incoming.url}`,
      headers: incoming.headers,
      body: text === '' ? null : JSON.parse(text),
    }
    requests.push(request)
    const answer = answerTo(request, table)
    if (answer.isCut) {
      incoming.socket.destroy()
      return
    }
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      'x-wix-request-id': 'request-1',
    })
    response.end(JSON.stringify(answer.body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    lines: () => requests.map(({ line }) => line),
  }
}

/** An address at which nobody answers. */
export async function deadAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

function answerTo(request: WixRequest, table: Answers): WixAnswer {
  const [key = ''] = Object.keys(table)
    .filter((start) => request.line.startsWith(start))
    .sort((a, b) => b.length - a.length)
  const { [key]: answer = {} } = table
  return typeof answer === 'function' ? answer(request) : answer
}

/** How Wix says no. https://dev.wix.com/docs/rest/articles/getting-started/errors */
export function refusal(status: number, message: string, code?: string): WixAnswer {
  const details =
    code === undefined ? {} : { applicationError: { code, description: message, data: {} } }
  return { status, body: { message, details } }
}

/** A site that has the real `@wix/sdk` and `@wix/members`. */
export function sdkSite(files: Record<string, string> = {}): TestSite {
  const site = createSite({ 'wix.config.json': '{"siteId":"site-1"}', ...files })
  mkdirSync(site.path('node_modules'))
  symlinkSync(join(packageRoot, 'node_modules/@wix'), site.path('node_modules/@wix'), 'junction')
  return site
}

/** Options of a command line whose requests to Wix go to this server. */
export function through(
  { url }: Pick<WixApi, 'url'>,
  { root }: TestSite,
  env: Record<string, string> = { WIX_API_KEY: apiKey },
): CliOptions {
  const recorder = pathToFileURL(join(packageRoot, 'test/cli/wix-recorder.mjs')).href
  return { cwd: root, env: { WIX_RECORDER: url, ...env }, nodeOptions: ['--import', recorder] }
}

/** Long enough to be found wherever it should not be. */
export const apiKey = 'IST.test-key-that-nobody-may-read'
