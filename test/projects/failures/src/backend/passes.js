export function wixBadges_onBadgeAssigned() {}
