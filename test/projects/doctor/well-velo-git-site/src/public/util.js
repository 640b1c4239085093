export function onBadgeAssigned() {}
