export function wixBadges_onBadgeAsigned() {}
export function wixMembers_onMemberCreated() {}
