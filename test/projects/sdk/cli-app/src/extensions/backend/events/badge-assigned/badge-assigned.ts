import { badges, members } from '@wix/members'
import { auth } from '@wix/essentials'
import { writeLog } from '@/lib/badge-log'

export default badges.onBadgeAssigned(async (event) => {
  const { entityId, eventTime, instanceId } = event.metadata
  const member = await auth.elevate(members.getMember)(event.data?.memberId ?? '')
  await writeLog({ what: `assigned to ${member._id} of ${instanceId}`, badgeId: entityId, at: eventTime })
})
