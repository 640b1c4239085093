export function wixBadges_onBadgeAssigned(event) {
  console.log(event.metadata._id)
}

export function wixBadges_onBadgeUnassigned({ metadata: { _id } }) {
  console.log(_id)
}
