import { wixMembersV2 } from '../../../../src/platform/modules/wix-members.v2.js'
import { wixMembersBackend } from '../../../../src/platform/modules/wix-members-backend.js'
import { createMembersSdk } from '../../../../src/platform/modules/wix-members-sdk.js'
import { wixUsersBackend } from '../../../../src/platform/modules/wix-users-backend.js'
import { seedSite } from '../../../../src/platform/site-seed.js'
import { createFakeHost } from '../fake-host.js'

// biome-ignore lint/suspicious/noExplicitAny: what user code imports has no types here
type Method = (...args: any[]) => any
export type Api = Record<string, Record<string, Method>>

/** All the members modules over one site, with Ann and Bob, and the badge `star`, which Ann has. */
export function createMembersModules() {
  const host = createFakeHost()
  seedSite(host.world.site, {
    members: [
      {
        _id: 'ann',
        loginEmail: 'ann@example.com',
        contact: { firstName: 'Ann', lastName: 'Lee', phones: ['555'] },
      },
      { _id: 'bob', loginEmail: 'bob@example.com', privacyStatus: 'PRIVATE' },
    ],
    badges: [
      { _id: 'star', title: 'Star', members: ['ann'] },
      { _id: 'moon', title: 'Moon', description: 'Posts at night' },
    ],
  })
  return {
    host,
    stable: wixMembersBackend.create(host).named as Api,
    v2: wixMembersV2.create(host).named as Api,
    users: wixUsersBackend.create(host).default as Api & Record<string, Method>,
    sdk: createMembersSdk(host),
  }
}

/** What Wix would send because of the calls, the event first. */
export function firedOf({ host }: Pick<ReturnType<typeof createMembersModules>, 'host'>) {
  return host.fired.map(({ event, object }) => [event, object])
}
