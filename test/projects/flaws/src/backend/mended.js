import wixData from 'wix-data'
import { triggeredEmails } from 'wix-crm-backend'

export async function wixBadges_onBadgeAssigned(event) {
  try {
    await wixData.insert('HandledEvents', { _id: event.metadata.id })
  } catch (error) {
    if (error.message.includes('WDE0074')) return
    throw error
  }
  try {
    await award(event)
  } catch (error) {
    await wixData.remove('HandledEvents', event.metadata.id)
    throw error
  }
}

async function award(event) {
  const { memberId } = event.data
  await wixData.save('BadgeLog', { _id: event.metadata.id, memberId, badgeId: event.metadata.entityId })
  await hold(event, true)
  await triggeredEmails.emailMember('badgeEarned', memberId)
}

export async function wixBadges_onBadgeUnassigned(event) {
  await hold(event, false)
}

async function hold({ data, metadata }, isHeld) {
  const _id = `${metadata.entityId}-${data.memberId}`
  const known = await wixData.get('Holders', _id)
  if (known && known.since > metadata.eventTime) return
  await wixData.save('Holders', { _id, isHeld, since: metadata.eventTime })
}

export async function wixBadges_onBadgeUpdated({ entity }) {
  await wixData.save('Badges', { _id: entity._id, length: entity.description?.length ?? 0 })
}
