export async function wixBadges_onBadgeDeleted(event: unknown) {
  console.log(event)
}
