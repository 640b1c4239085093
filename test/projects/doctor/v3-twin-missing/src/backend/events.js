export function wixBadgesV4_onBadgeDeleted(event) {
  console.log(event.metadata.entityId)
}
