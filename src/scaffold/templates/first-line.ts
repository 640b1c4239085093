import type { EventKey } from '../../catalog/index.js'

/** The first useful lines of a handler: what happened, with the names and ids that the event holds. */
export const firstLines: Readonly<Record<EventKey, readonly string[]>> = {
  assigned: memberBadge('received'),
  unassigned: memberBadge('lost'),
  created: [log('Badge "{event.entity.title}" ({event.entity._id}) was created')],
  updated: [log('Badge "{event.entity.title}" ({event.entity._id}) was changed')],
  deleted: [log('Badge {event.metadata.entityId} was deleted')],
  'created-v4': [log('Badge "{event.entity.title}" ({event.entity._id}) was created')],
  'updated-v4': [log('Badge "{event.entity.title}" ({event.entity._id}) was changed')],
  'deleted-v4': [log('Badge {event.metadata.entityId} was deleted')],
  'assignment-created': assignment('received'),
  'assignment-deleted': assignment('lost'),
  'member-created': [log('Member {event.entity._id} joined')],
  'member-updated': [log('Member {event.entity._id} was changed')],
  'member-deleted': [log('Member {event.metadata.entityId} was deleted')],
}

function memberBadge(verb: string): string[] {
  return [
    'const { memberId } = event.data;',
    'const badgeId = event.metadata.entityId;',
    log(`Member {memberId} ${verb} badge {badgeId}`),
  ]
}

function assignment(verb: string): string[] {
  return [
    'const { memberId, badgeId } = event.entity;',
    log(`Member {memberId} ${verb} badge {badgeId}`),
  ]
}

/** A line that logs a text; what stands in braces is code. */
function log(text: string): string {
  return `console.log(\`${text.replaceAll('{', '${')}\`);`
}
