import { stop } from './lib/stop.js'

export function wixBadges_onBadgeAssigned() {
  stop()
}
