import { wrap } from 'backend/monitoring'

export const wixBadges_onBadgeAssigned = wrap((event) => {
  console.log(event.data.memberId)
})
