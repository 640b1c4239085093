import { badges } from '@wix/members'

// badges.onBadgeUnassigned(() => {})
export default badges.onBadgeAssigned<Extra>(async ({ data }) => {
  console.log(data)
})
