import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { createMask, openLiveSite } from '../../src/trigger/live-site.js'
import { loadPackages } from '../../src/trigger/packages.js'
import { planTrigger } from '../../src/trigger/plan.js'
import { deadAddress, refusal, startWixApi, type WixAnswer } from '../cli/wix-api.js'

const credentials = {
  ...{ kind: 'api-key' as const, apiKey: 'key-that-is-secret', siteId: 'site-1' },
  origins: {},
}

/** What the real packages of Wix make of an answer to the creation of a badge. */
async function answered(answer: WixAnswer | null) {
  const api = await startWixApi({ 'POST /members/v3/badges': answer ?? {} })
  const real = globalThis.fetch
  const url = answer === null ? await deadAddress() : api.url
  vi.stubGlobal('fetch', (input: string, init: RequestInit) =>
    real(input.replace('https://www.wixapis.com', url), init),
  )
  onTestFinished(() => void vi.unstubAllGlobals())
  const site = openLiveSite(loadPackages(packageRoot), credentials, createMask(credentials))
  const [step] = planTrigger({ key: 'created', changes: null, cleanup: false, tag: 't' }).steps
  const act = step?.act({})
  if (act === undefined) throw new Error('there is no step')
  return site.call(act).then(
    () => ({ code: 'none' }),
    (error: unknown) => error,
  )
}

describe('an answer that is no', () => {
  test.each([
    [401, 'CREDENTIALS_REFUSED', 'Check WIX_API_KEY'],
    [403, 'CREDENTIALS_REFUSED', 'needs the permission BADGES.BADGE_CREATE'],
    [404, 'CHANGE_REFUSED', '--api v4'],
    [409, 'CHANGE_REFUSED', 'changed in the meantime'],
    [429, 'CHANGE_REFUSED', 'Too many requests'],
    [503, 'WIX_UNAVAILABLE', 'is not known'],
  ])('of %i is %s', async (status, code, hint) => {
    expect(await answered(refusal(status, 'What Wix says', 'SOME_CODE'))).toMatchObject({
      code,
      message: expect.stringContaining('What Wix says') as string,
      hint: expect.stringContaining(hint) as string,
      details: { status, reason: 'SOME_CODE', requestId: 'request-1' },
    })
  })

  test('is told in the words of Wix, out of the JSON around them', async () => {
    const violation = { field: 'badge.title', description: 'must not be empty', data: {} }
    const details = { validationError: { fieldViolations: [violation] } }
    expect(await answered({ status: 400, body: { message: 'bad', details } })).toMatchObject({
      code: 'CHANGE_REFUSED',
      message:
        'Wix refused badges.createBadge (to create badge "badge-events t") with 400: INVALID_ARGUMENT: "badge.title" must not be empty',
    })
  })

  test('without a body is told by its status', async () => {
    expect(await answered({ status: 403, body: null })).toMatchObject({
      code: 'CREDENTIALS_REFUSED',
      message: expect.stringMatching(/with 403: Forbidden$/) as string,
    })
  })

  test('never repeats the key', async () => {
    const error = await answered(refusal(400, 'key-that-is-secret is odd', 'key-that-is-secret'))
    expect(error).toMatchObject({
      message: expect.stringContaining('*** is odd') as string,
      details: { reason: '***' },
    })
  })
})

describe('no answer', () => {
  test('because nobody is there means that nothing was done', async () => {
    expect(await answered(null)).toMatchObject({
      code: 'WIX_UNAVAILABLE',
      hint: 'Check that this machine reaches https://www.wixapis.com.',
    })
  })

  test('because the connection broke leaves open what was done', async () => {
    expect(await answered({ isCut: true })).toMatchObject({
      code: 'WIX_UNAVAILABLE',
      details: { isUncertain: true },
    })
  })
})
