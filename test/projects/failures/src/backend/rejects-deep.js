import { award } from 'backend/lib/award'

export async function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data
  await award(memberId)
}
