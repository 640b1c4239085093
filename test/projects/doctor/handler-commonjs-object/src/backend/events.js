function wixBadges_onBadgeAssigned(event) {
  console.log(event.data.memberId)
}

module.exports = { wixBadges_onBadgeAssigned }
