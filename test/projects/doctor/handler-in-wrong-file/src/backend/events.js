export function wixBadges_onBadgeUnassigned(event) {
  console.log(event.data.memberId)
}
