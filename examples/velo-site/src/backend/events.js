import wixData from 'wix-data'
import { fetch } from 'wix-fetch'
import { getSecret } from 'wix-secrets-backend'
import { isLogged, logBadge } from 'backend/badges.jsw'
import { pointsFor } from 'backend/points.web.js'

export async function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data
  const badgeId = event.metadata.entityId
  if (await isLogged(event)) return

  const earlier = await wixData.query('BadgeLog').eq('memberId', memberId).eq('change', 'assigned').find()
  const points = await pointsFor(earlier.totalCount + 1)
  await logBadge(event, 'assigned', { memberId, badgeId, points })

  const totals = await wixData.get('BadgeStats', 'totals')
  await wixData.update('BadgeStats', { ...totals, assigned: totals.assigned + 1 })

  const authorization = await getSecret('WELCOME_KEY')
  const body = JSON.stringify({ memberId, points })
  await fetch('https://hooks.example.com/welcome', { method: 'POST', headers: { authorization }, body })
  console.log(`Member ${memberId} got ${points} points`)
}

export async function wixBadges_onBadgeUnassigned(event) {
  const { memberId } = event.data
  const { items } = await wixData
    .query('BadgeLog')
    .eq('memberId', memberId)
    .eq('badgeId', event.metadata.entityId)
    .limit(1)
    .find()
  if (items.length > 0) await wixData.remove('BadgeLog', items[0]._id)
  console.log(`Took the badge from ${memberId}`)
}

// Wix documents two names for these three events. Which one it calls today is not documented, so
// both are here and do the same.
export function wixBadges_onBadgeCreated(event) {
  return saveBadge(event)
}

export function wixBadgesV4_onBadgeCreated(event) {
  return saveBadge(event)
}

export function wixBadges_onBadgeUpdated(event) {
  return saveBadge(event)
}

export function wixBadgesV4_onBadgeUpdated(event) {
  return saveBadge(event)
}

export function wixBadges_onBadgeDeleted(event) {
  return removeBadge(event)
}

export function wixBadgesV4_onBadgeDeleted(event) {
  return removeBadge(event)
}

async function saveBadge({ entity }) {
  const { _id, title, backgroundColor } = entity
  // A badge without a description has no such field at all.
  const summary = (entity.description ?? '').slice(0, 80)
  await wixData.save('BadgeCatalog', { _id, title, backgroundColor, summary })
}

async function removeBadge({ metadata }) {
  await wixData.remove('BadgeCatalog', metadata.entityId)
}
