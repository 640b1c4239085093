import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WixFetchResponse } from '../../../src/platform/modules/fetch/response.js'
import { wixFetch } from '../../../src/platform/modules/wix-fetch.js'
import { createFakeHost, type FakeHost } from './fake-host.js'
import { type FetchServer, startFetchServer } from './fetch-server.js'

// Facts: dev.wix.com/docs/velo/apis/wix-fetch (fetch, getJSON, the response object, https only).

interface Api {
  fetch(url: unknown, options?: unknown): Promise<WixFetchResponse>
  getJSON(url: unknown, options?: unknown): Promise<unknown>
}

function setUp(change: Partial<FakeHost> = {}): { host: FakeHost; api: Api } {
  const host = Object.assign(createFakeHost(), change)
  return { host, api: wixFetch.create(host).default as Api }
}

describe('without permission to send', () => {
  it('answers 200 with an empty object, and records the request', async () => {
    const { host, api } = setUp()
    const response = await api.fetch('https://hooks.example.com/x', {
      method: 'post',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer t0ken' },
      body: '{"a":1}',
    })
    expect(response).toMatchObject({ ok: true, status: 200, statusText: 'OK', bodyUsed: false })
    expect(response.url).toBe('https://hooks.example.com/x')
    expect(response.headers.get('Content-Type')).toBe('application/json')
    expect(await response.json()).toEqual({})
    expect(host.calls).toEqual([
      {
        module: 'wix-fetch',
        method: 'fetch',
        args: [
          'https://hooks.example.com/x',
          {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Authorization: '***' },
            body: '{"a":1}',
          },
        ],
        outcome: 'resolved',
        result: { status: 200, ok: true, sent: false },
      },
    ])
  })

  it('masks every header that identifies somebody, in every form of headers', async () => {
    const { host, api } = setUp()
    for (const headers of [{ Cookie: 'x' }, [['X-Api-Key', 'x']], new Headers({ 'x-token': 'x' })])
      await api.fetch('https://example.com', { headers })
    const shown = host.calls.map(({ args }) => (args as [string, { headers: object }])[1].headers)
    expect(shown).toEqual([{ Cookie: '***' }, { 'X-Api-Key': '***' }, { 'x-token': '***' }])
  })

  it('getJSON resolves to the parsed body and is always a GET', async () => {
    const { host, api } = setUp()
    expect(await api.getJSON('https://example.com', { method: 'POST', body: 'x' })).toEqual({})
    expect(host.calls[0]).toMatchObject({
      method: 'getJSON',
      args: ['https://example.com', { method: 'GET', headers: { Accept: 'application/json' } }],
      result: { status: 200, ok: true, sent: false },
    })
  })

  it('is offered by name too', async () => {
    const { default: api, named } = wixFetch.create(createFakeHost())
    expect(Object.keys(named ?? {})).toEqual(['fetch', 'getJSON'])
    expect(api).toEqual(named)
  })

  it('warns of an address that is not https, rejects what is none', async () => {
    const { host, api } = setUp()
    await api.fetch('https://example.com')
    expect(host.warnings).toEqual([])
    await api.fetch('http://example.com')
    expect(host.warnings).toEqual(['fetch-not-https'])
    await expect(api.fetch('/relative')).rejects.toThrow(TypeError)
    expect(host.calls.at(-1)).toMatchObject({ outcome: 'rejected' })
  })
})

describe('the response', () => {
  it('can be read once, but a clone once more', async () => {
    const { api } = setUp()
    const response = await api.fetch('https://example.com')
    const clone = response.clone()
    expect(await response.text()).toBe('{}')
    expect(response.bodyUsed).toBe(true)
    await expect(response.json()).rejects.toThrow(TypeError)
    expect(() => response.clone()).toThrow(TypeError)
    expect(await clone.buffer()).toEqual(Buffer.from('{}'))
  })

  it('has headers that can be walked through', async () => {
    const { api } = setUp()
    const { headers } = await api.fetch('https://example.com')
    const seen: string[] = []
    headers.forEach((value, name) => {
      seen.push(`${name}: ${value}`)
    })
    expect(seen).toEqual(['content-type: application/json'])
    expect([...headers.entries()]).toEqual([...headers])
    expect([headers.has('CONTENT-TYPE'), headers.has('x'), headers.get('x')]).toEqual([
      true,
      false,
      null,
    ])
  })
})

describe('with permission to send', () => {
  let server: FetchServer
  beforeAll(async () => {
    server = await startFetchServer()
  })
  afterAll(() => server.close())

  it('really sends, and gives the real answer', async () => {
    const { host, api } = setUp({ liveFetch: true })
    const response = await api.fetch(server.url, {
      method: 'POST',
      headers: { 'X-Api-Key': 'k3y' },
      body: 'hello',
    })
    expect(server.requests.at(-1)).toMatchObject({ method: 'POST', body: 'hello' })
    expect(server.requests.at(-1)?.headers['x-api-key']).toBe('k3y')
    expect(response).toMatchObject({ ok: true, status: 201, url: `${server.url}/` })
    expect(response.headers.get('x-answer')).toBe('yes')
    expect(await response.json()).toEqual({ real: true })
    expect(host.calls[0]?.result).toEqual({ status: 201, ok: true, sent: true })
  })

  it('fetch resolves for a status that is no success, getJSON rejects', async () => {
    const { api } = setUp({ liveFetch: true })
    expect(await api.fetch(`${server.url}/404`)).toMatchObject({ ok: false, status: 404 })
    await expect(api.getJSON(`${server.url}/404`)).rejects.toThrow('404')
    await expect(api.getJSON(`${server.url}/text`)).rejects.toThrow('JSON')
    expect(await api.getJSON(server.url, { method: 'POST', body: 'x' })).toEqual({ real: true })
  })
})
