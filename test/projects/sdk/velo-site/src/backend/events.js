import { members } from 'wix-members-backend'
import wixData from 'wix-data'

export async function wixBadges_onBadgeAssigned(event) {
  const member = await members.getMember(event.data.memberId)
  await wixData.insert('BadgeLog', {
    what: `assigned to ${member._id}`,
    badgeId: event.metadata.entityId,
    at: new Date(event.metadata.eventTime).toISOString(),
  })
}
