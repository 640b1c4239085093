export function wixBadges_onBadgeAssigned(event) {
  console.log(event._id, event.data.memberId)
}

export function wixBadges_onBadgeUnassigned({ id, data }) {
  console.log(id, data.memberId)
}
