export function wixMembers_onMemberDeleted(event) {
  console.log(event.data.memberId)
}

export function wixBadges_onBadgeUpdated({ data, metadata }) {
  console.log(data.title, metadata.id)
}

export function wixBadgesV4_onBadgeUpdated(event) {
  const { entity, data = {} } = event
  console.log(entity ?? data)
}

export function wixBadges_onBadgeCreated(event) {
  return save(event)
}

export function wixBadgesV4_onBadgeCreated(event) {
  return save(event)
}

function save({ data }) {
  console.log(data)
}
