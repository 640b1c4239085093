import { items } from '@wix/data'

export async function wixBadges_onBadgeAssigned(event) {
  await items.insert('Points', { _id: 'p5', memberId: event.data.memberId, points: 5 })
  const found = await items.query('Points').gte('points', 5).find({ returnTotalCount: true })
  const missing = await items.get('Points', 'p0')
  return { total: found.totalCount, missing }
}
