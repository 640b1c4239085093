import wixData from 'wix-data'

// Only an id with dashes has five parts.
export async function wixBadges_onBadgeAssigned(event) {
  const parts = event.metadata.entityId.split('-')
  const shard = Number.parseInt(parts[4].slice(-2), 16) % 16
  await wixData.insert('Assignments', { shard, memberId: event.data.memberId })
}
