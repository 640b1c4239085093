import wixData from 'wix-data'

export async function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data
  const seen = await wixData.query('BadgeLog').eq('memberId', memberId).find()
  await wixData.insert('BadgeLog', {
    memberId,
    badgeId: event.metadata.entityId,
    before: seen.totalCount,
  })
}
