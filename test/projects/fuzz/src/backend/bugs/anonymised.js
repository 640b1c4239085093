import wixData from 'wix-data'

// A privacy request sends the event too, and then the log has no entry to mark.
export async function wixBadges_onBadgeUnassigned(event) {
  const { memberId } = event.data
  if (event.metadata.triggeredByAnonymizeRequest) {
    const { items } = await wixData.query('BadgeLog').eq('memberId', memberId).find()
    items[0].anonymous = true
    await wixData.update('BadgeLog', items[0])
  }
}
