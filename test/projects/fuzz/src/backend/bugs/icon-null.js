import wixData from 'wix-data'

// A badge may have no icon.
export async function wixBadges_onBadgeCreated(event) {
  const { _id, icon } = event.entity
  const file = icon.substring(icon.lastIndexOf('/') + 1)
  await wixData.insert('Icons', { _id, file })
}
