import type { EventObject } from '../../event/types.js'
import { terminalText } from '../terminal-text.js'
import { clip } from './layout.js'
import { shortIds } from './value.js'

/**
 * Whom an event is about: `member ff20c02e…  badge 348b66e1… "Super Contributor"`.
 *
 * @param event - its key, or what else it goes by
 * @param columns - at most so wide
 */
export function subjectText(
  { data, entity, metadata }: EventObject,
  event: string,
  columns = 100,
): string {
  const parts: string[] = []
  if (typeof data?.memberId === 'string') parts.push(`member ${shortIds(data.memberId)}`)
  // What arrives from outside the catalog may be without one.
  if (typeof metadata.entityId === 'string') {
    parts.push(`${entityKind(event)} ${shortIds(metadata.entityId)}`)
  }
  const title = entity?.title ?? nicknameOf(entity)
  const name = typeof title === 'string' ? ` ${JSON.stringify(title)}` : ''
  return terminalText(clip(parts.join('  ') + name, columns))
}

function entityKind(event: string): string {
  if (event.startsWith('member-')) return 'member'
  if (event.startsWith('assignment-')) return 'assignment'
  // An event outside the catalog goes by its handler's name, or its webhook type.
  return event.includes('_on') || event.includes('.') ? 'entity' : 'badge'
}

function nicknameOf(entity: EventObject['entity']): unknown {
  const { profile } = (entity ?? {}) as { profile?: { nickname?: unknown } }
  return profile?.nickname
}
