import { items } from 'wix-data.v2'

export async function wixBadges_onBadgeAssigned(event) {
  const dataCollectionId = 'Points'
  await items.insertDataItem({
    dataCollectionId,
    dataItem: { data: { _id: 'p4', memberId: event.data.memberId, points: 4 } },
  })
  const item = await items.getDataItem('p4', { dataCollectionId })
  const found = await items.queryDataItems({ dataCollectionId }).eq('memberId', 'ann').find()
  return { points: item.data.points, found: found.items.length }
}
