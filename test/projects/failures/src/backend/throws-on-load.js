import { limits } from 'public/limits'

const most = limits.badges.most

export function wixBadges_onBadgeAssigned() {
  return most
}
