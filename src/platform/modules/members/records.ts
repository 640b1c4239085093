import { reshape } from '../../../event/member-shape.js'
import type { Badge, Contact, Member } from '../../site-state.js'
import { copy } from './copy.js'
import { createPastDate, createPerson } from './person.js'

export type Fields = Record<string, unknown>

/** Makes a whole member of what is known of one, in either of the two documented shapes. */
export function completeMember(
  given: Fields & { _id: string },
  person = createPerson(given._id),
): Member {
  const known = withoutEmpty(copy(reshape(given, 'v2')))
  const contact = fieldsOf(known.contact)
  const firstName = textOf(contact.firstName) ?? person.firstName
  const lastName = textOf(contact.lastName) ?? person.lastName
  const loginEmail = textOf(known.loginEmail) ?? person.email
  const _createdDate = dateOf(known._createdDate) ?? person.since
  const lastLoginDate = dateOf(known.lastLoginDate)
  return {
    status: 'APPROVED',
    contactId: given._id,
    privacyStatus: 'PUBLIC',
    activityStatus: 'ACTIVE',
    ...known,
    _id: given._id,
    loginEmail,
    contact: {
      phones: [],
      emails: [loginEmail],
      addresses: [],
      ...withoutEmpty({ firstName, lastName, ...contact }),
    },
    profile: {
      nickname: `${firstName} ${lastName}`,
      slug: person.slug,
      ...withoutEmpty(fieldsOf(known.profile)),
    },
    _createdDate,
    _updatedDate: dateOf(known._updatedDate) ?? new Date(_createdDate.getTime()),
    ...(lastLoginDate && { lastLoginDate }),
  }
}

/** Makes a whole badge of what is known of one; v3 and v4 differ in the icon and the revision. */
export function completeBadge(given: Fields & { _id: string }): Badge {
  const { revision, ...known } = withoutEmpty(copy(given))
  const title = textOf(known.title) ?? 'Super Contributor'
  const _createdDate = dateOf(known._createdDate) ?? createPastDate(given._id)
  return {
    backgroundColor: '#796EFF',
    textColor: '#FFFFFF',
    permissionsEnabled: false,
    slug: toSlug(title),
    ...known,
    _id: given._id,
    title,
    revision: Number(revision) || 1,
    _createdDate,
    _updatedDate: dateOf(known._updatedDate) ?? new Date(_createdDate.getTime()),
  }
}

/** The contact of a member: each member has one, with the same data. */
export function contactOf(member: Member, previous?: Contact): Contact {
  const { firstName, lastName, company, jobTitle, birthdate } = member.contact
  const emails = textsOf(member.contact.emails)
  const email = emails[0] ?? member.loginEmail
  const phones = textsOf(member.contact.phones)
  const custom = Object.entries(fieldsOf(member.contact.customFields))
  return {
    _id: member.contactId,
    revision: previous ? previous.revision + 1 : 0,
    source: previous?.source ?? { sourceType: 'WIX_SITE_MEMBERS' },
    primaryInfo: { email, ...(phones[0] !== undefined && { phone: phones[0] }) },
    info: withoutEmpty({
      ...previous?.info,
      name: { first: firstName, last: lastName },
      company,
      jobTitle,
      birthdate,
      emails: (emails.length > 0 ? emails : [email]).map((text, index) => ({
        tag: 'UNTAGGED',
        email: text,
        primary: index === 0,
      })),
      phones: phones.map((phone, index) => ({ tag: 'UNTAGGED', phone, primary: index === 0 })),
      addresses: listOf(member.contact.addresses).map((address) => ({ tag: 'UNTAGGED', address })),
      extendedFields: {
        ...fieldsOf(previous?.info.extendedFields),
        ...Object.fromEntries(custom.map(([key, field]) => [key, fieldsOf(field).value])),
      },
    }),
    _createdDate: previous?._createdDate ?? new Date(member._createdDate.getTime()),
    _updatedDate: new Date(member._updatedDate.getTime()),
  }
}

/** Makes a whole contact of what is known of one; lists may be wrapped as `wix-crm.v2` has them. */
export function completeContact(given: Fields & { _id: string }, previous?: Contact): Contact {
  const known = copy(given)
  const base = previous ?? contactOf(completeMember({ _id: given._id, loginEmail: emailOf(known) }))
  const info = Object.entries(fieldsOf(known.info)).map(([name, value]) => [
    name,
    fieldsOf(value).items ?? value,
  ])
  return {
    ...base,
    source: previous?.source ?? { sourceType: 'OTHER' },
    ...known,
    _id: given._id,
    revision: Number(known.revision ?? base.revision),
    primaryInfo: { ...base.primaryInfo, ...fieldsOf(known.primaryInfo) },
    info: { ...base.info, ...Object.fromEntries(info) },
    _createdDate: dateOf(known._createdDate) ?? base._createdDate,
    _updatedDate: dateOf(known._updatedDate) ?? base._updatedDate,
  }
}

function emailOf({ primaryInfo, info }: Fields): unknown {
  const { emails } = fieldsOf(info)
  const [first] = listOf(fieldsOf(emails).items ?? emails)
  return fieldsOf(primaryInfo).email ?? fieldsOf(first).email
}

export function toSlug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/** Wix leaves out what is empty. */
export function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)))
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...(value as Fields) }
    : {}
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** Dates arrive as `Date`, as ISO text or, in data files, as `{ "$date": "…" }`. */
export function dateOf(value: unknown): Date | undefined {
  const moment = value instanceof Date ? value : (fieldsOf(value).$date ?? value)
  if (typeof moment !== 'string' && !(moment instanceof Date)) return undefined
  const date = new Date(moment)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (typeof value !== 'object' || value instanceof Date) return false
  return Object.keys(value).length === 0
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((text) => typeof text === 'string')
}
