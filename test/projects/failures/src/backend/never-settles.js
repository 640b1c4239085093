export async function wixBadges_onBadgeAssigned() {
  await new Promise(() => {})
}
