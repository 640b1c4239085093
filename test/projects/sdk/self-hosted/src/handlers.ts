import { items } from '@wix/data'
import { badgeAssignments, badges, badgesV2, members } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'

export const client = createClient({
  auth: AppStrategy({
    appId: process.env.WIX_APP_ID ?? 'local-app',
    publicKey: process.env.WIX_PUBLIC_KEY ?? '',
  }),
  modules: { badges, badgesV2, badgeAssignments, members, items },
})

client.badges.onBadgeAssigned(async (event) => {
  const member = await client.members.getMember(event.data.memberId)
  await client.items.insert('BadgeLog', {
    what: `assigned to ${member._id} of ${event.metadata.instanceId}`,
    badgeId: event.metadata.entityId,
    at: event.metadata.eventTime.toISOString(),
  })
})
