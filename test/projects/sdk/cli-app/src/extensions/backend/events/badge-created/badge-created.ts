import { badgesV2 } from '@wix/members'
import { writeLog } from '@/lib/badge-log'

export default badgesV2.onBadgeCreated(async ({ entity, metadata }) => {
  await writeLog({ what: `created ${entity?.title}`, badgeId: metadata.entityId, at: entity._createdDate })
})
