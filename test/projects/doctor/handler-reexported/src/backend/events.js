import { onAssigned } from 'backend/badges'

export const wixBadges_onBadgeAssigned = onAssigned
