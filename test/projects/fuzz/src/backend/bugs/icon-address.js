import wixData from 'wix-data'

// In v4 an icon from the media manager is wix:image://…, and one from elsewhere is an address.
export async function wixBadgesV4_onBadgeCreated(event) {
  const { _id, icon = 'wix:image://v1/none' } = event.entity
  const [, id] = icon.match(/^wix:image:\/\/v1\/([^/#]+)/)
  await wixData.insert('Icons', { _id, id })
}
