import wixData from 'wix-data'
import { triggeredEmails } from 'wix-crm-backend'

// Not idempotent: a duplicate gives a second row and a second email.
export async function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data
  await wixData.insert('BadgeLog', { memberId, badgeId: event.metadata.entityId })
  await triggeredEmails.emailMember('badgeEarned', memberId)
  await hold(event, true)
}

// Order-sensitive: whatever is delivered last wins.
export async function wixBadges_onBadgeUnassigned(event) {
  await hold(event, false)
}

async function hold({ data, metadata }, isHeld) {
  await wixData.save('Holders', { _id: `${metadata.entityId}-${data.memberId}`, isHeld })
}

// Fragile: Wix leaves the description out when it is empty.
export async function wixBadges_onBadgeUpdated({ entity }) {
  await wixData.save('Badges', { _id: entity._id, length: entity.description.length })
}
