export function wixBadges_onBadgeAssigned() {
  let rounds = 0
  while (true) rounds += 1
}
