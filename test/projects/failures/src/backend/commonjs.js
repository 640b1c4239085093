module.exports.wixBadges_onBadgeAssigned = function () {}
