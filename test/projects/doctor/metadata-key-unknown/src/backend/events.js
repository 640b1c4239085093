export function wixBadges_onBadgeAssigned(event) {
  const { metadata } = event
  console.log(metadata.instanceId, metadata.badgeId, metadata.entityId)
}
