export function wixBadges_onBadgeAssigned(event) {
  console.log('awarding', event.metadata.entityId)
  throw new TypeError('no such badge')
}
