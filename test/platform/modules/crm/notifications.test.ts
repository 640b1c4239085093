import { describe, expect, it } from 'vitest'
import type { ModuleDouble } from '../../../../src/platform/double.js'
import { wixCrmBackend } from '../../../../src/platform/modules/wix-crm-backend.js'
import { wixNotificationsV2 } from '../../../../src/platform/modules/wix-notifications.v2.js'
import { createFakeHost } from '../fake-host.js'
import type { Api } from './crm-site.js'

// Facts: dev.wix.com/docs/velo/apis/wix-crm-backend/notifications/notify,
// dev.wix.com/docs/velo/apis/wix-notifications-v2/notifications/notify.

const elevation = 'needs-elevation:wix-notifications.v2.notifications.notify'

describe.each<[string, ModuleDouble, string[]]>([
  ['wix-crm-backend', wixCrmBackend, []],
  ['wix-notifications.v2', wixNotificationsV2, [elevation]],
])('%s notify', (module, double, always) => {
  function setUp() {
    const host = createFakeHost()
    const notifications = double.create(host).named?.notifications as Api<'notify'>
    return { host, notify: notifications.notify }
  }

  it('resolves to nothing and is recorded', async () => {
    const { host, notify } = setUp()
    const args = ['x'.repeat(512), ['Dashboard', 'Mobile', 'Browser'], { title: 'y'.repeat(512) }]
    expect(await notify(...args)).toBeUndefined()
    expect(host.calls).toMatchObject([{ module, method: 'notifications.notify', args }])
    expect(host.warnings).toEqual(always)
  })

  it.each<[string, unknown[]]>([
    ['body', ['x'.repeat(513), ['Dashboard']]],
    ['title', ['x', ['Dashboard'], { title: 'x'.repeat(513) }]],
    ['action title', ['x', ['Dashboard'], { actionTitle: 'x'.repeat(513) }]],
  ])('warns of a %s that is too long', async (_what, args) => {
    const { host, notify } = setUp()
    await notify(...args)
    expect(host.warnings).toEqual([...always, 'notification-length'])
  })

  it.each([[undefined], ['Dashboard'], [['Email']]])(
    'warns of channels that are none: %j',
    async (channels) => {
      const { host, notify } = setUp()
      await notify('x', channels)
      expect(host.warnings).toEqual([...always, 'notification-channel'])
    },
  )
})
