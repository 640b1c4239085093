import wixData from 'wix-data'

// A column of the sheet that this is copied to holds 200 characters.
export async function wixBadges_onBadgeUpdated(event) {
  const { _id, title } = event.entity
  const label = `Badge ${title}`
  if (label.length > 200) throw new Error('the label does not fit its column')
  await wixData.save('Labels', { _id, label })
}
