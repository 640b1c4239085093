export function wixBadges_onBadgeAssigned(event) {
  console.log(event.memberId, event.badgeId, event.data.badgeId, event.modifiedFields)
}

export const wixBadges_onBadgeUnassigned = async ({ data: { memberId, badge }, metadata }) => {
  console.log(memberId, badge, metadata.entityId)
}
