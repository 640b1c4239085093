export { wixBadges_onBadgeAssigned } from './badges.js'
