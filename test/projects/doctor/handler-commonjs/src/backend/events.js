exports.wixBadges_onBadgeAssigned = function (event) {
  console.log(event.data.memberId)
}
