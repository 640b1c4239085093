import { expect, it } from 'vitest'
import { wixHttpFunctions } from '../../../src/platform/modules/wix-http-functions.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/velo-only-apis/wix-http-functions/{ok,created,response,…}.

type Respond = (options?: object) => unknown

const host = createFakeHost()
const { default: main, named } = wixHttpFunctions.create(host)
const functions = named as Record<string, Respond>

it.each([
  ['ok', 200],
  ['created', 201],
  ['badRequest', 400],
  ['forbidden', 403],
  ['notFound', 404],
  ['serverError', 500],
])('%s makes a response with status %i at once', (name, status) => {
  const body = { a: 1 }
  const headers = { 'Content-Type': 'application/json' }
  expect(functions[name]?.({ body, headers })).toEqual({ status, body, headers })
  expect(functions[name]?.()).toEqual({ status, headers: {} })
  expect(host.calls).toEqual([])
})

it('response takes the status, and all are on the default export too', () => {
  expect(functions.response?.({ status: 418, body: 'x' })).toEqual({
    status: 418,
    headers: {},
    body: 'x',
  })
  expect(main).toEqual(named)
})
