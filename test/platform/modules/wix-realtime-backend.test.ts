import { describe, expect, it } from 'vitest'
import { wixRealtimeBackend } from '../../../src/platform/modules/wix-realtime-backend.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/{publish,permissions-router/…}.

interface Realtime {
  publish(channel: unknown, payload?: unknown, options?: unknown): Promise<unknown>
  permissionsRouter: {
    add(channel: unknown, rule: (...args: unknown[]) => unknown): void
    default(rule: (...args: unknown[]) => unknown): void
    check(channel: unknown, subscriber?: unknown): Promise<unknown>
  }
}

function setUp() {
  const host = createFakeHost()
  return { host, realtime: wixRealtimeBackend.create(host).named as unknown as Realtime }
}

describe('publish', () => {
  it('resolves to nothing and is recorded', async () => {
    const { host, realtime } = setUp()
    const args = [{ name: 'badges', resourceId: '1' }, { badge: 'Gold' }, { users: ['u'] }] as const
    expect(await realtime.publish(...args)).toBeUndefined()
    expect(host.calls).toMatchObject([{ module: 'wix-realtime-backend', method: 'publish', args }])
    expect(host.warnings).toEqual([])
  })

  it('warns of a payload above 10 KB, counted in bytes', async () => {
    const { host, realtime } = setUp()
    await realtime.publish({ name: 'a' }, 'x'.repeat(10 * 1024 - 2))
    expect(host.warnings).toEqual([])
    await realtime.publish({ name: 'a' }, 'é'.repeat(5 * 1024))
    expect(host.warnings).toEqual(['realtime-payload'])
  })

  it.each([undefined, 'badges', { name: 'my badges' }, { name: 'x'.repeat(141) }, { name: '' }])(
    'warns of the channel %j',
    async (channel) => {
      const { host, realtime } = setUp()
      await realtime.publish(channel, {})
      expect(host.warnings).toEqual(['realtime-channel'])
    },
  )
})

it('the permissions router asks the rule of a channel, then the default, then allows to read', async () => {
  const { permissionsRouter: router } = setUp().realtime
  expect(await router.check({ name: 'a' })).toEqual({ read: true })
  router.default(() => ({ read: false }))
  router.add({ name: 'a' }, (_channel, subscriber) => ({ read: subscriber === 'me' }))
  expect(await router.check({ name: 'a' }, 'me')).toEqual({ read: true })
  expect(await router.check({ name: 'a' }, 'you')).toEqual({ read: false })
  expect(await router.check({ name: 'b' }, 'me')).toEqual({ read: false })
})
