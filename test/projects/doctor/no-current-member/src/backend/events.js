import { currentMember } from 'wix-members-backend'
import { members } from 'wix-members.v2'

export async function wixBadges_onBadgeAssigned(event) {
  const member = await currentMember.getMember()
  const { member: same } = await members.getCurrentMember()
  console.log(event.data.memberId, member, same)
}
