import wixData from 'wix-data'

// An update without a description has no such field at all.
export async function wixBadges_onBadgeUpdated(event) {
  const { _id, title, description } = event.entity
  await wixData.save('BadgeTexts', { _id, title, words: description.split(' ').length })
}
