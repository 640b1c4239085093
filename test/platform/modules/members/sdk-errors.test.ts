import { badgesV2 } from '@wix/members'
import { ApiKeyStrategy, createClient } from '@wix/sdk'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  createSdkError,
  createSdkInvalidError,
} from '../../../../src/platform/modules/wix-error.js'

// The real client is the oracle: dev.wix.com/docs/sdk/articles/work-with-the-sdk/error-handling.

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('an error of an SDK module', () => {
  it('is the one that the real client makes of a refusal', async () => {
    const failure = { status: 404, code: 'NOT_FOUND', description: 'There is no such badge' }
    const real = await failOf(404, {
      message: failure.description,
      details: { applicationError: { code: failure.code, description: failure.description } },
    })
    expectSame(createSdkError(failure), real)
  })

  it('is the one that the real client makes of an argument that is not accepted', async () => {
    const violation = { field: 'badge.revision', description: 'must not be empty' }
    const real = await failOf(400, {
      message: 'Invalid argument',
      details: { validationError: { fieldViolations: [violation] } },
    })
    expectSame(createSdkInvalidError(violation), real)
  })
})

async function failOf(status: number, body: object): Promise<Error> {
  const headers = {
    'content-type': 'application/json',
    'x-wix-request-id': '00000000-0000-0000-0000-000000000000',
  }
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status, headers }))
  const auth = ApiKeyStrategy({ apiKey: 'key', siteId: 'site' })
  const client = createClient({ modules: { badgesV2 }, auth })
  const error: unknown = await client.badgesV2.getBadge('star').catch((thrown: unknown) => thrown)
  if (error instanceof Error) return error
  throw new Error('the client answered')
}

function expectSame(double: Error, real: Error): void {
  expect(Object.keys(double).sort()).toEqual(Object.keys(real).sort())
  expect(double.name).toBe(real.name)
  expect(JSON.parse(double.message)).toEqual(JSON.parse(real.message))
  expect(double).toMatchObject({
    status: Reflect.get(real, 'status'),
    details: Reflect.get(real, 'details'),
    requestId: Reflect.get(real, 'requestId'),
  })
  expect('code' in double).toBe(false)
}
