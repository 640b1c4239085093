import { afterEach, beforeEach, expect, it } from 'vitest'
import { installGlobalFetch } from '../../../src/platform/modules/global-fetch.js'
import { createFakeHost, type FakeHost } from './fake-host.js'
import { startFetchServer } from './fetch-server.js'

// Whether backend code on Wix has a global fetch is not documented: hence recorded, and warned of.

const original = globalThis.fetch
let host: FakeHost
let undo: () => void

beforeEach(() => {
  host = createFakeHost()
  undo = installGlobalFetch(host)
})
afterEach(() => undo())

it('records and answers with a real Response', async () => {
  const response = await fetch(new URL('https://example.com/x'), {
    method: 'PUT',
    headers: { Cookie: 'a=b' },
    body: new URLSearchParams({ a: '1' }),
  })
  expect(response).toBeInstanceOf(Response)
  expect(response.url).toBe('https://example.com/x')
  expect(await response.json()).toEqual({})
  expect(host.calls).toEqual([
    {
      module: 'fetch',
      method: 'fetch',
      args: ['https://example.com/x', { method: 'PUT', headers: { Cookie: '***' }, body: 'a=1' }],
      outcome: 'resolved',
      result: { status: 200, ok: true, sent: false },
    },
  ])
  expect(host.warnings).toEqual(['global-fetch'])
})

it('takes a Request', async () => {
  await fetch(new Request('http://example.com/', { method: 'POST', body: 'x' }))
  expect(host.calls[0]?.args).toMatchObject([
    'http://example.com/',
    { method: 'POST', body: '(stream)' },
  ])
  expect(host.warnings).toContain('fetch-not-https')
})

it('rejects what is no address', async () => {
  await expect(fetch('/relative')).rejects.toThrow(TypeError)
})

it('really sends when it may', async () => {
  const server = await startFetchServer()
  host.liveFetch = true
  const response = await fetch(server.url, { method: 'POST', body: 'hello' })
  expect(await response.json()).toEqual({ real: true })
  expect(server.requests).toMatchObject([{ method: 'POST', body: 'hello' }])
  expect(host.calls[0]?.result).toEqual({ status: 201, ok: true, sent: true })
  await server.close()
})

it('is undone', () => {
  expect(globalThis.fetch).not.toBe(original)
  undo()
  expect(globalThis.fetch).toBe(original)
})
