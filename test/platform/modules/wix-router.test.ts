import { expect, it } from 'vitest'
import { wixRouter } from '../../../src/platform/modules/wix-router.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-router/{ok,forbidden,not-found,redirect,send-status} and
// …/wix-router-sitemap-entry.

const router = wixRouter.create(createFakeHost()).named as Record<
  'ok' | 'forbidden' | 'notFound' | 'redirect' | 'sendStatus' | 'next',
  (...args: unknown[]) => Promise<unknown>
> & { WixRouterSitemapEntry: new (title: string) => object }

it('answers are promises of plain objects', async () => {
  expect(await router.ok('page', { a: 1 }, { title: 'T' })).toEqual({
    status: 200,
    page: 'page',
    data: { a: 1 },
    head: { title: 'T' },
  })
  expect(await router.forbidden()).toEqual({ status: 403, message: 'Forbidden' })
  expect(await router.notFound('Gone')).toEqual({ status: 404, message: 'Gone' })
  expect(await router.notFound()).toEqual({ status: 404, message: 'Not Found' })
  expect(await router.redirect('https://example.com')).toEqual({
    status: 302,
    redirectUrl: 'https://example.com',
  })
  expect(await router.redirect('https://example.com', '301')).toMatchObject({ status: 301 })
  expect(await router.sendStatus('418', 'Tea')).toEqual({ status: 418, message: 'Tea' })
  expect(router.next()).toBeInstanceOf(Promise)
})

it('an entry of the site map has a title and a priority', () => {
  const entry = new router.WixRouterSitemapEntry('About')
  expect(entry).toMatchObject({ title: 'About', priority: 0.5 })
})
