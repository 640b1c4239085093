import { reshape } from '../../../event/member-shape.js'
import type { Member, SiteState } from '../../site-state.js'
import { copy, toEventValue } from './copy.js'
import { type Dialect, notFound } from './dialect.js'
import { createPerson } from './person.js'
import { completeMember, contactOf, type Fields, fieldsOf, toSlug } from './records.js'

export function findMember(dialect: Dialect, id: unknown): Member {
  const member = typeof id === 'string' ? dialect.host.world.site.members.get(id) : undefined
  if (!member) throw notFound(dialect, 'member', id)
  return member
}

export function createMember(dialect: Dialect, info: unknown): Member {
  const { site, newId, now } = dialect.host.world
  const { contact, profile, loginEmail, privacyStatus, status } = fieldsOf(
    reshape(fieldsOf(info), 'v2'),
  )
  if (typeof loginEmail !== 'string' || loginEmail === '') {
    throw dialect.invalid({ field: 'member.loginEmail', description: 'must not be empty' })
  }
  const contacts = [...site.contacts.values()]
  const known = contacts.find(({ primaryInfo }) => primaryInfo.email === loginEmail)
  const _id = newId()
  const { firstName, lastName } = fieldsOf(contact)
  const nickname = fieldsOf(profile).nickname ?? nameOf(firstName, lastName, loginEmail)
  const given = {
    _id,
    loginEmail,
    contact,
    profile: { ...fieldsOf(profile), nickname, slug: toSlug(String(nickname)) },
    status,
    privacyStatus: privacyStatus ?? 'PRIVATE',
    contactId: known?._id,
    _createdDate: now(),
  }
  // A name that the caller does not know is not made up.
  const member = completeMember(given, { ...createPerson(_id), firstName: '', lastName: '' })
  storeMember(site, member)
  fire(dialect, 'member-created', member)
  return member
}

/** Only the given fields change, lists are replaced; `""` clears a field, an empty list does not. */
export function updateMember(dialect: Dialect, id: unknown, info: unknown): Member {
  const previous = findMember(dialect, id)
  const { contact, profile, privacyStatus } = reshape(copy(fieldsOf(info)), 'v2')
  const { slug: _readOnly, ...about } = fieldsOf(profile)
  return changeMember(dialect, previous, {
    contact: merge(previous.contact, fieldsOf(contact)),
    profile: merge(previous.profile, about),
    ...(isPrivacy(privacyStatus) && { privacyStatus }),
  })
}

/** Sends `member-updated`, as every change of a member does here. */
export function changeMember(dialect: Dialect, member: Member, changes: Partial<Member>): Member {
  const { site, now } = dialect.host.world
  const changed = { ...member, ...changes, _updatedDate: now() }
  storeMember(site, changed)
  fire(dialect, 'member-updated', changed)
  return changed
}

/** The contact stays; whether Wix sends events for the member's badges is not known, so none is. */
export function deleteMember(dialect: Dialect, id: unknown): void {
  const { site } = dialect.host.world
  const member = findMember(dialect, id)
  removeMember(site, member._id)
  fire(dialect, 'member-deleted', member)
}

/** Stores a member, and the contact with the same data. */
export function storeMember(site: SiteState, member: Member): void {
  site.members.set(member._id, member)
  site.contacts.set(member.contactId, contactOf(member, site.contacts.get(member.contactId)))
}

export function removeMember(site: SiteState, id: string): void {
  site.members.delete(id)
  site.roles.delete(id)
  site.assignments = site.assignments.filter(({ memberId }) => memberId !== id)
}

function nameOf(first: unknown, last: unknown, email: string): string {
  const name = [first, last].filter((part) => typeof part === 'string').join(' ')
  return name === '' ? (email.split('@')[0] ?? email) : name
}

function merge(previous: Fields, changes: Fields): Fields {
  const merged = { ...previous }
  for (const [key, value] of Object.entries(changes)) {
    if (value === '') delete merged[key]
    else if (!(Array.isArray(value) && value.length === 0)) merged[key] = value
  }
  return merged
}

function isPrivacy(value: unknown): value is Member['privacyStatus'] {
  return value === 'PUBLIC' || value === 'PRIVATE'
}

// Which of the two shapes Wix sends is not known; the documented samples have this one.
function fire(
  { host }: Dialect,
  event: 'member-created' | 'member-updated' | 'member-deleted',
  member: Member,
): void {
  host.world.fires(event, {
    ...(event !== 'member-deleted' && { entity: toEventValue(reshape({ ...member }, 'sample')) }),
    metadata: { entityId: member._id },
  })
}
