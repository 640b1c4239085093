import { authorization, badges, currentMember, members } from 'wix-members-backend'

export async function wixBadges_onBadgeAssigned(event) {
  const member = await members.getMember(event.data.memberId, { fieldsets: ['FULL'] })
  const mine = await badges.listMemberBadges([event.data.memberId])
  await badges.assignMembers('gold', [event.data.memberId])
  await authorization.assignRole('writer', event.data.memberId, { suppressAuth: true })
  const nobody = await currentMember.getMember().catch((error) => error.message)
  return { email: member.loginEmail, mine, nobody: typeof nobody }
}
