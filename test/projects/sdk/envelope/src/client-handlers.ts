import { badgeAssignments, badges, badgesV2, members } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'
import { typed } from './typed.js'

const client = createClient({
  auth: AppStrategy({ appId: 'local-app', publicKey: 'never used: a run has no token' }),
  modules: { badges, badgesV2, badgeAssignments, members },
})

client.badges.onBadgeAssigned((event) => typed(event))
client.badges.onBadgeUnassigned((event) => typed(event))
client.badgesV2.onBadgeCreated((event) => typed(event))
client.badgesV2.onBadgeUpdated((event) => typed(event))
client.badgesV2.onBadgeDeleted((event) => typed(event))
client.badgeAssignments.onBadgeAssignmentCreated((event) => typed(event))
client.badgeAssignments.onBadgeAssignmentDeleted((event) => typed(event))
client.members.onMemberCreated((event) => typed(event))
client.members.onMemberUpdated((event) => typed(event))
client.members.onMemberDeleted((event) => typed(event))
