import wixBadges_onBadgeAssigned from './assigned.js'
import { taken } from './taken.js'

export { wixBadges_onBadgeAssigned, taken as wixBadges_onBadgeUnassigned }
