import wixData from 'wix-data'

// Each of the two may be missing, and nobody thought of both.
export async function wixBadges_onBadgeUpdated(event) {
  const { _id, description, icon } = event.entity
  const teaser = description ?? icon
  await wixData.save('Teasers', { _id, teaser: teaser.toLowerCase() })
}
