export function wixBadges_onBadgeCreated(event) {
  console.log(event.entity.title)
}
