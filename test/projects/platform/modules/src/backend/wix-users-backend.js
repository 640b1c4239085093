import wixUsers from 'wix-users-backend'

export async function wixBadges_onBadgeAssigned(event) {
  const user = await wixUsers.getUser(event.data.memberId)
  const badges = await wixUsers.badges.listMemberBadges([user.id])
  return { email: user.loginEmail, badges }
}
