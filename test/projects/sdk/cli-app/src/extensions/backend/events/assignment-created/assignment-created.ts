import { onBadgeAssignmentCreated } from '@wix/auto_sdk_members_badge-assignments'
import { writeLog } from '@/lib/badge-log'

export default onBadgeAssignmentCreated(async (event) => {
  await writeLog({
    what: `assignment of ${event.entity.memberId}`,
    badgeId: event.entity.badgeId ?? '',
    at: event.metadata.eventTime,
  })
})
