import { wixBadges_onBadgeAssigned as onAssigned } from './badges.web.js'
import { wrap } from 'backend/monitoring'
import * as handlers from './handlers.js'

const onUnassigned = wrap((event) => handlers.unassigned(event))

export function wixBadges_onBadgeAssigned(event) {
  return onAssigned(event)
}

export async function wixBadges_onBadgeUnassigned(event) {
  await onUnassigned(event)
}

export function helper() {}
