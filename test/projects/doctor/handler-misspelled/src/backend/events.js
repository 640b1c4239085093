export function wixBadge_onBadgeAssigned(event) {
  console.log(event.data.memberId)
}

export function wixBadges_onBadgeUnasigned(event) {
  console.log(event.data.memberId)
}

export function wixMembers_onmemberCreated(event) {
  console.log(event.entity.loginEmail)
}
