import wixData from 'wix-data'

export async function wixBadges_onBadgeAssigned() {
  const { items } = await wixData.query('Members').find()
  return items.length
}
