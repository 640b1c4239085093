import wixData from 'wix-data'

// The date of the change may be a little before that of the creation.
export async function wixBadges_onBadgeUpdated(event) {
  const { _id, _createdDate, _updatedDate } = event.entity
  if (!_createdDate || !_updatedDate) return
  const days = (_updatedDate - _createdDate) / 86_400_000
  if (!(days > 0)) throw new RangeError(`${days} days`)
  await wixData.save('Ages', { _id, changesADay: 1 / days })
}
