export default function wixBadges_onBadgeAssigned(event) {
  console.log(event.data.memberId)
}
