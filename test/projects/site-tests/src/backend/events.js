import wixData from 'wix-data'
import { fetch } from 'wix-fetch'
import { triggeredEmails } from 'wix-crm-backend'
import { getSecret } from 'wix-secrets-backend'
import { isLogged, logBadge } from 'backend/badges.jsw'
import { pointsFor } from 'backend/points.web'
import { greeting } from 'public/greeting'

export async function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data
  if (await isLogged(event)) return
  const earlier = await wixData.query('BadgeLog').eq('memberId', memberId).find()
  const points = await pointsFor(earlier.totalCount + 1)
  await logBadge(event, { memberId, badgeId: event.metadata.entityId, points })
  await triggeredEmails.emailMember('badgeEarned', memberId, { variables: { text: greeting(points) } })
  const authorization = await getSecret('HOOK_KEY')
  await fetch('https://hooks.example.com/badges', {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify({ memberId, points }),
  })
}

// Counts every delivery: a duplicate is counted twice.
export async function wixBadges_onBadgeUnassigned(event) {
  await wixData.insert('Farewells', { memberId: event.data.memberId, at: new Date() })
  await triggeredEmails.emailMember('badgeLost', event.data.memberId)
}

export function wixBadges_onBadgeCreated(event) {
  return wixData.save('Catalog', { _id: event.entity._id, title: event.entity.title })
}
