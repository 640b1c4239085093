import type { EventKey } from '../../catalog/index.js'
import { isRecord } from '../../event/record.js'
import type { EventObject } from '../../event/types.js'
import type { Kind } from './fake.js'

/**
 * What becomes of the value at a place: it is a word of the API and stays, it is what the site wrote
 * and stays but for what it says of people, or it is replaced by a fake of a kind.
 */
export type Classify = (path: readonly string[], value: unknown) => 'word' | 'content' | Kind

/**
 * Which fields of an event are of a person: all, but those that are known to be none, so that a field
 * or an event that nobody has heard of gives nothing away. Titles, descriptions, colours and ids of
 * badges are content of the site; code compares these ids with its own.
 */
export function createClassifier(event: EventObject, key: EventKey | null): Classify {
  const isBadge = isOfBadge(event, key)
  return (path, value) => {
    const names = namesIn(path)
    const [root = '', first = ''] = names
    const name = names.at(-1) ?? ''
    if (isWord(name, value)) return 'word'
    if (/^badgeIds?$/.test(name) || isFieldTitle(names)) return 'content'
    if (root === 'metadata') return kindOfMetadata(first, name, isBadge)
    if (isBadge && /^(entity|modifiedFields)$/.test(root) && badgeContent.test(first)) {
      return 'content'
    }
    if (name === 'tagIds' && first === 'tags') return 'content'
    return names.at(-2) === 'streetAddress' ? 'text' : (kindOfKey(name) ?? 'text')
  }
}

/** Whether a key tells of an id. */
export function isIdKey(key: string): boolean {
  return /^(entity)?_?id$|Ids?$/i.test(key)
}

/** Keys of `modifiedFields` can be paths: `contact.addresses[0].city`. Places in lists do not matter. */
function namesIn(path: readonly string[]): string[] {
  return path.flatMap((segment) => segment.split(/[.[\]]+/)).filter((name) => !/^\d*$/.test(name))
}

/** Whether the entity is a badge; where nobody says so, because it has nothing that no badge has. */
function isOfBadge({ data, entity, metadata }: EventObject, key: EventKey | null): boolean {
  if (key !== null) return /^(created|updated|deleted|assigned|unassigned)(-v4)?$/.test(key)
  if (metadata.entityFqdn !== undefined)
    return /^wix\.badges\.v\d+\.badge$/.test(metadata.entityFqdn)
  if (!isRecord(entity)) return isRecord(data) && 'memberId' in data
  return 'title' in entity && Object.keys(entity).every((name) => badgeKeys.test(name))
}

const badgeContent = /^(_?id|title|description|slug|icon)$/
const badgeKeys =
  /^(_?id|title|description|slug|icon|backgroundColor|textColor|revision|permissionsEnabled|_?createdDate|_?updatedDate)$/

function isFieldTitle(names: readonly string[]): boolean {
  return names.at(-1) === 'name' && names.includes('customFields')
}

/** Words of the API, and times: a member whose nickname is one of them must not change it. */
function isWord(name: string, value: unknown): boolean {
  if (typeof value === 'number') return /^(height|width|offsetX|offsetY)$/.test(name)
  return (
    typeof value === 'string' && words.some(([names, form]) => names.test(name) && form.test(value))
  )
}

/** Keys, and the form that a value has to have before it is taken for a word. */
const words: readonly (readonly [names: RegExp, form: RegExp])[] = [
  [/^(status|privacyStatus|activityStatus|identityType)$/, /^[A-Z_]+$/],
  [
    /^(eventTime|_?createdDate|_?updatedDate|lastLoginDate)$/,
    /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/,
  ],
  [/^(backgroundColor|textColor)$/, /^#[\da-f]{6}$/i],
  [/^revision$/, /^\d+$/],
]

function kindOfMetadata(first: string, name: string, keepsEntityId: boolean): ReturnType<Classify> {
  if (/^(entityFqdn|slug|entityEventSequence)$/.test(first)) return 'word'
  if (first === 'originatedFrom' || (first === 'entityId' && keepsEntityId)) return 'content'
  if (/^(identity|accountInfo)$/.test(first)) return 'id'
  return kindOfKey(name) ?? 'text'
}

function kindOfKey(key: string): Kind | null {
  if (/birth/i.test(key)) return 'date'
  if (/e-?mail/i.test(key)) return 'email'
  if (/phone|mobile|fax/i.test(key)) return 'phone'
  if (/^(first|given)_?(name)?$/i.test(key)) return 'first'
  if (/^(last|family)_?(name)?$|^surname$/i.test(key)) return 'last'
  if (/^(nickname|fullName|displayName|memberName|name)$/i.test(key)) return 'name'
  if (/(token|jwt|secret|password)$/i.test(key)) return 'token'
  if (/(photo|picture|avatar)(url)?$|^url$/i.test(key)) return 'url'
  return isIdKey(key) ? 'id' : null
}
