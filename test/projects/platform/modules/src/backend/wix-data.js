import wixData from 'wix-data'

export async function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data
  const found = await wixData.query('Points').eq('memberId', memberId).find()
  const [points] = found.items
  await wixData.update('Points', { ...points, points: points.points + 1 })
  await wixData.save('Points', { _id: 'p3', memberId, points: 1 })
  await wixData.bulkInsert('Points', [{ memberId: 'eve', points: 2 }])
  await wixData.remove('Points', 'p2')
  const count = await wixData.query('Points').count()
  const members = await wixData.query('Points').distinct('memberId')
  const sums = await wixData
    .aggregate('Points')
    .group('memberId')
    .sum('points', 'total')
    .descending('total')
    .run()
  const badges = await wixData.query('Members/Badges').ascending('_id').find()
  return {
    count,
    members: members.items,
    sums: sums.items,
    badges: badges.items.map(({ title }) => title),
  }
}
