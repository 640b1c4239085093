import { describe, expect, it } from 'vitest'
import type { CannedAnswer } from '../../../../src/platform/canned-answer.js'
import { createCannedAnswers } from '../../../../src/platform/modules/fetch/canned.js'
import { installGlobalFetch } from '../../../../src/platform/modules/global-fetch.js'
import { wixFetch } from '../../../../src/platform/modules/wix-fetch.js'
import { createFakeHost, type FakeHost } from '../fake-host.js'

// How fetch settles: dev.wix.com/docs/velo/apis/wix-fetch/fetch (fulfilled for every status,
// rejected when the network fails); the format of the answers is our own.

interface Api {
  fetch(url: unknown, options?: unknown): Promise<Response>
  getJSON(url: unknown, options?: unknown): Promise<unknown>
}

function setUp(...cannedAnswers: CannedAnswer[]): { host: FakeHost; api: Api } {
  const host = Object.assign(createFakeHost(), { cannedAnswers })
  return { host, api: wixFetch.create(host).default as Api }
}

describe('the look-up', () => {
  const found = (match: string, url: string, method?: string, used = 'GET') =>
    createCannedAnswers([{ match, method }])(url, used) !== undefined

  it('compares whole addresses, however they are written', () => {
    expect(found('https://example.com', 'https://EXAMPLE.com/')).toBe(true)
    expect(found('https://example.com/a', 'https://example.com/a')).toBe(true)
    expect(found('https://example.com/a', 'https://example.com/a/b')).toBe(false)
    expect(found('https://example.com/a', 'https://example.com/a?x=1')).toBe(false)
    expect(found('https://example.com/a.b', 'https://example.com/aXb')).toBe(false)
  })

  it('takes * for any text', () => {
    expect(found('https://example.com/*', 'https://example.com/')).toBe(true)
    expect(found('https://*.example.com/v?/*', 'https://a.example.com/v?/b/c?d=1')).toBe(true)
    expect(found('https://example.com/*/end', 'https://example.com/a/b/end')).toBe(true)
    expect(found('https://example.com/*/end', 'https://example.com/a/ended')).toBe(false)
    expect(found('*', 'https://example.com/')).toBe(true)
  })

  it('minds the method only when one is named', () => {
    expect(found('*', 'https://example.com', undefined, 'DELETE')).toBe(true)
    expect(found('*', 'https://example.com', 'post', 'POST')).toBe(true)
    expect(found('*', 'https://example.com', 'POST', 'GET')).toBe(false)
  })

  it('gives the first that matches', () => {
    const answerTo = createCannedAnswers([
      { match: 'https://a.example/x' },
      { match: 'https://a.example/*', status: 404 },
      { match: '*', status: 500 },
    ])
    expect(answerTo('https://a.example/x', 'GET')?.status).toBeUndefined()
    expect(answerTo('https://a.example/y', 'GET')?.status).toBe(404)
    expect(answerTo('https://b.example/', 'GET')?.status).toBe(500)
    expect(createCannedAnswers([])('https://b.example/', 'GET')).toBeUndefined()
  })
})

describe('wix-fetch', () => {
  it('answers with what was canned, and records that', async () => {
    const { host, api } = setUp({
      match: 'https://api.example.com/*',
      status: 404,
      headers: { 'X-Rate': '1' },
      body: { error: 'gone' },
    })
    const response = await api.fetch('https://api.example.com/users/1')
    expect(response).toMatchObject({
      ok: false,
      status: 404,
      statusText: 'Not Found',
      url: 'https://api.example.com/users/1',
    })
    expect([...response.headers]).toEqual([
      ['content-type', 'application/json'],
      ['x-rate', '1'],
    ])
    expect(await response.json()).toEqual({ error: 'gone' })
    expect(host.calls[0]?.result).toEqual({ status: 404, ok: false, sent: false, canned: true })
  })

  it('gives text as text, with the content type of its own if it has one', async () => {
    const { api } = setUp(
      { match: 'https://a.example', body: '<b>' },
      { match: 'https://b.example', body: '<b>', headers: { 'Content-Type': 'text/html' } },
    )
    const plain = await api.fetch('https://a.example')
    expect(plain.headers.get('content-type')).toBe('text/plain;charset=UTF-8')
    expect(await plain.text()).toBe('<b>')
    const html = await api.fetch('https://b.example')
    expect([...html.headers]).toEqual([['content-type', 'text/html']])
  })

  it('feeds getJSON, and leaves other addresses as they were', async () => {
    const { host, api } = setUp({ match: 'https://a.example/*', method: 'GET', body: [1, 2] })
    expect(await api.getJSON('https://a.example/list', { method: 'POST' })).toEqual([1, 2])
    expect(await api.getJSON('https://b.example/list')).toEqual({})
    expect(host.calls[1]?.result).toEqual({ status: 200, ok: true, sent: false })
  })

  it('fails as a network does, and waits when told to', async () => {
    const { api } = setUp(
      { match: 'https://down.example', error: 'ECONNREFUSED' },
      { match: 'https://slow.example', delayMs: 30 },
    )
    await expect(api.fetch('https://down.example')).rejects.toThrow(
      /https:\/\/down\.example.*ECONNREFUSED/,
    )
    const before = performance.now()
    await api.fetch('https://slow.example')
    expect(performance.now() - before).toBeGreaterThanOrEqual(28)
  })

  it('is not sent even when sending is allowed', async () => {
    const { host, api } = setUp({ match: '*', body: 'canned' })
    host.liveFetch = true
    expect(await (await api.fetch('https://localhost:1/')).text()).toBe('canned')
  })
})

it('the global fetch is answered too, also with a status that has no body', async () => {
  const { host } = setUp(
    { match: 'https://a.example', method: 'PUT', body: { a: 1 } },
    { match: 'https://a.example', status: 204 },
  )
  const undo = installGlobalFetch(host)
  try {
    expect(await (await fetch('https://a.example', { method: 'PUT' })).json()).toEqual({ a: 1 })
    const empty = await fetch('https://a.example', { method: 'DELETE' })
    expect([empty.status, await empty.text()]).toEqual([204, ''])
    expect(host.calls[0]?.result).toEqual({ status: 200, ok: true, sent: false, canned: true })
  } finally {
    undo()
  }
})
