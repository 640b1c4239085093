export async function wixBadges_onBadgeAssigned() {
  throw 'out of badges'
}
