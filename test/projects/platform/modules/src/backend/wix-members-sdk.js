import { auth } from '@wix/essentials'
import { badges, badgesV2, members } from '@wix/members'

export async function wixBadges_onBadgeAssigned(event) {
  const member = await auth.elevate(members.getMember)(event.data.memberId, {
    fieldsets: ['FULL'],
  })
  const badge = await auth.elevate(badgesV2.getBadge)(event.metadata.entityId)
  const unprivileged = await badges.getBadge('gold')
  return { email: member.loginEmail, title: badge.title, other: unprivileged.title }
}
