export function wixBadges_onBadgeAssigned(event) {
  const { entity } = event
  console.log(entity._id)
}

export function wixBadges_onBadgeUnassigned(event) {
  if (event.entity) console.log(event.entity._id)
  const id = event.data?.memberId ?? event.entity?._id
  console.log(id)
}

export function wixMembers_onMemberDeleted(event) {
  const deleted = event.entity
  console.log(deleted.loginEmail)
}
