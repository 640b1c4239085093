import { BadgeEventsError } from '../../errors.js'
import { isRecord } from '../../event/record.js'
import type { Answer } from '../types.js'

/** The id of what Wix made. @throws BadgeEventsError `WIX_UNAVAILABLE` when the answer has none */
export function idOf(answer: Answer, method: string): string {
  const { _id: id } = answer
  if (typeof id === 'string' && id !== '') return id
  throw new BadgeEventsError('WIX_UNAVAILABLE', `Wix answered ${method} without an id`, {
    hint: 'Look at the site: what was to be made may be there.',
  })
}

/** The revision of a v4 badge, where the answer has one. */
export function revisionOf({ revision }: Answer): { revision?: string } {
  return typeof revision === 'string' ? { revision } : {}
}

/** The records in a list of an answer; none where there is no such list. */
export function recordsIn(answer: Answer, list: string): Answer[] {
  const { [list]: items } = answer
  return Array.isArray(items) ? items.filter(isRecord) : []
}
