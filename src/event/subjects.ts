import type { EventKey } from '../catalog/keys.js'
import { isRecord } from './record.js'
import type { EventObject } from './types.js'

/** Whom and what an event is about. */
export interface Subjects {
  memberId?: string
  badgeId?: string
}

/** Finds the ids: an event holds them in three places, by its kind. */
export function subjectsOf(key: EventKey, { data, entity, metadata }: EventObject): Subjects {
  if (key.startsWith('member-')) return known({ memberId: metadata.entityId })
  if (key.startsWith('assignment-')) {
    const { memberId, badgeId } = isRecord(entity) ? entity : {}
    return known({ memberId, badgeId })
  }
  return known({ memberId: isRecord(data) ? data.memberId : undefined, badgeId: metadata.entityId })
}

function known(ids: Record<string, unknown>): Subjects {
  return Object.fromEntries(
    Object.entries(ids).filter(([, id]) => typeof id === 'string' && id !== ''),
  )
}
