import { award } from './lib/awards'

export function wixBadges_onBadgeAssigned(event) {
  return award(event.data.memberId)
}
