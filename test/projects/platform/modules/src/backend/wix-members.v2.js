import { badges, members } from 'wix-members.v2'
import { elevate } from 'wix-auth'

export async function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data
  const member = await elevate(members.getMember)(memberId, { fieldsets: ['FULL'] })
  const badge = await elevate(badges.getBadge)(event.metadata.entityId)
  const holders = await elevate(badges.listMembersByBadge)(badge._id)
  await elevate(badges.unassignBadge)('gold', ['bob'])
  return { email: member.loginEmail, title: badge.title, holders: holders.memberIds }
}
