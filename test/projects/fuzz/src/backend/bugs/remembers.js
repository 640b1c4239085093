const seen = new Map()

// The second event of a badge finds what the first one left, and that has no date.
export function wixBadges_onBadgeUpdated(event) {
  const { _id, _updatedDate } = event.entity
  const last = seen.get(_id)
  seen.set(_id, { title: event.entity.title })
  return last ? last.date.getTime() < _updatedDate.getTime() : true
}
