// The same work as bench/sites/badge-log, as far as a bare function runner has a place for it.
const log = []

exports.handler = async (event) => {
  const { memberId } = event.data
  const seen = log.filter((item) => item.memberId === memberId)
  log.push({ memberId, badgeId: event.metadata.entityId, before: seen.length })
}
