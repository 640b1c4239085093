import wixData from 'wix-data'

const known = ['_id', '_createdDate', '_updatedDate', 'title', 'description', 'backgroundColor', 'textColor', 'icon', 'permissionsEnabled', 'slug']

// Wix may add a field any day.
export async function wixBadges_onBadgeUpdated(event) {
  for (const name of Object.keys(event.entity)) {
    if (!known.includes(name)) throw new TypeError(`what is ${name}?`)
  }
  await wixData.save('Badges', event.entity)
}
