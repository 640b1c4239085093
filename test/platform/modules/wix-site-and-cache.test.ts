import { expect, it } from 'vitest'
import { wixCacheBackend } from '../../../src/platform/modules/wix-cache-backend.js'
import { wixSiteBackend } from '../../../src/platform/modules/wix-site-backend.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-site-backend/{invalidate-cache,general-info/…},
// dev.wix.com/docs/velo/apis/wix-cache-backend/cache/invalidate-cache.

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>

it('the business information is neutral text, and an address object', async () => {
  const host = createFakeHost()
  const { named, default: main } = wixSiteBackend.create(host)
  const info = named?.generalInfo as Methods
  for (const method of ['getBusinessName', 'getEmail', 'getPhone', 'getTimeZone', 'getLanguage']) {
    expect(await info[method]?.()).toBeTypeOf('string')
  }
  expect(await info.getAddress?.()).toEqual({})
  expect(host.calls[0]).toMatchObject({
    module: 'wix-site-backend',
    method: 'generalInfo.getBusinessName',
  })
  expect(main).toEqual(named)
})

it('both caches are invalidated by a recorded call, one of which needs elevation', async () => {
  const host = createFakeHost()
  const site = wixSiteBackend.create(host).named as Methods
  expect(await site.invalidateCache?.()).toBeUndefined()
  expect(host.warnings).toEqual([])
  const cache = wixCacheBackend.create(host).named?.cache as Methods
  expect(await cache.invalidateCache?.([{ tag: 'badges' }])).toBeUndefined()
  expect(host.calls[1]).toMatchObject({
    module: 'wix-cache-backend',
    method: 'cache.invalidateCache',
    args: [[{ tag: 'badges' }]],
  })
  expect(host.warnings).toEqual(['needs-elevation:wix-cache-backend.cache.invalidateCache'])
})
