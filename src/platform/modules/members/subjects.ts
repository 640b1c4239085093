import type { EventKey } from '../../../catalog/keys.js'
import type { EventObject } from '../../../event/types.js'
import { fieldsOf } from './records.js'

/** Whom and what an event is about. */
export interface Subjects {
  memberId?: string
  badgeId?: string
}

/** Finds the ids: an event holds them in three places, by its kind. */
export function subjectsOf(key: EventKey, { data, entity, metadata }: EventObject): Subjects {
  if (key.startsWith('member-')) return known({ memberId: metadata.entityId })
  if (key.startsWith('assignment-')) {
    const { memberId, badgeId } = fieldsOf(entity)
    return known({ memberId, badgeId })
  }
  return known({ memberId: fieldsOf(data).memberId, badgeId: metadata.entityId })
}

function known(ids: Record<string, unknown>): Subjects {
  return Object.fromEntries(
    Object.entries(ids).filter(([, id]) => typeof id === 'string' && id !== ''),
  )
}
