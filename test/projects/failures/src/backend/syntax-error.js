export function wixBadges_onBadgeAssigned(event) {
  const { memberId = event.data
  return memberId
}
