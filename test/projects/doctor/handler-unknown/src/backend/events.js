export function wixBadges_onBadgeAssignmentCreated(event) {
  console.log(event)
}

export function wixMembers_onLogin(event) {
  console.log(event)
}
