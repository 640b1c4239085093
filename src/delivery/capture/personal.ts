import type { EventKey } from '../../catalog/index.js'
import { isRecord } from '../../event/record.js'
import type { EventObject } from '../../event/types.js'
import type { Kind } from './fake.js'

/** Of whom the text at a place tells: what to put there instead, or null when it may stay. */
export type Classify = (path: readonly string[]) => Kind | null

/**
 * Which fields of an event are of a person. In a member all are, but those that are known to be
 * none; elsewhere those that are known to be. Titles, descriptions, colours and ids of badges are
 * content of the site.
 */
export function createClassifier(
  { data, entity, modifiedFields, metadata }: EventObject,
  key: EventKey | null,
): Classify {
  const isMember =
    metadata.entityFqdn?.includes('member') === true ||
    [entity, modifiedFields].some(
      (record) => isRecord(record) && memberMarks.some((mark) => mark in record),
    )
  // Of a deleted entity nothing but its id may be there.
  const isBadge =
    (key !== null && /^(created|updated|deleted|assigned|unassigned)(-v4)?$/.test(key)) ||
    (!isMember && (entity ? !('memberId' in entity) : data !== undefined))
  return (path) => {
    const [root = ''] = path
    const name = path.findLast((segment) => !/^\d+$/.test(segment)) ?? ''
    const named = kindOfKey(name)
    if (root === 'metadata') return kindOfMetadata(path, name, isBadge)
    if ((root === 'entity' || root === 'modifiedFields') && isMember) {
      return impersonal.test(name) ? null : (named ?? 'text')
    }
    return named === 'id' && name !== 'memberId' && !isPersonalId(name) ? null : named
  }
}

const memberMarks = [
  'loginEmail',
  'contactId',
  'contact',
  'contactDetails',
  'profile',
  'privacyStatus',
]

/** Words of the API, and times. */
const impersonal =
  /^(status|privacyStatus|activityStatus|_?createdDate|_?updatedDate|lastLoginDate|revision)$/

function kindOfMetadata(path: readonly string[], key: string, keepsEntityId: boolean): Kind | null {
  if (path.length === 2 && (key === 'id' || key === 'instanceId')) return 'id'
  if (path.length === 2 && key === 'entityId') return keepsEntityId ? null : 'id'
  if (path[1] === 'identity') return key === 'identityType' ? null : 'id'
  if (path[1] === 'accountInfo') return 'id'
  return null
}

function isPersonalId(key: string): boolean {
  return /^(contact|visitor|anonymousVisitor|user|wixUser|identity|instance|account)_?Id$/i.test(
    key,
  )
}

function kindOfKey(key: string): Kind | null {
  if (/^birthdate$/i.test(key)) return 'text'
  if (/email/i.test(key)) return 'email'
  if (/phone/i.test(key)) return 'phone'
  if (/^firstName$/i.test(key)) return 'first'
  if (/^lastName$/i.test(key)) return 'last'
  if (/^(nickname|fullName|displayName|memberName|name)$/i.test(key)) return 'name'
  if (/(token|jwt|secret|password)$/i.test(key)) return 'token'
  if (
    /^(address|addressLine\d?|formattedAddress|streetAddress|street|city|postalCode|zip)$/i.test(
      key,
    )
  ) {
    return 'text'
  }
  if (/(photo|picture|avatar)(url)?$|^url$/i.test(key)) return 'url'
  return /^_?id$|Id$/.test(key) ? 'id' : null
}
