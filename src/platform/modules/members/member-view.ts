import { reshape } from '../../../event/member-shape.js'
import type { Member } from '../../site-state.js'
import { fieldsOf } from './records.js'

/** How much of a member an answer holds. */
export type Fieldset = 'PUBLIC' | 'EXTENDED' | 'FULL'

export interface FieldsetOptions {
  fieldsets?: Fieldset[] | undefined
}

interface Image {
  _id?: string
  url?: string
  height?: number
  width?: number
}

/** A member as `wix-members.v2` and `@wix/members` give it. */
export interface MemberView {
  _id: string
  contactId: string
  loginEmail?: string
  status: Member['status']
  privacyStatus: Member['privacyStatus']
  activityStatus: Member['activityStatus']
  profile: { nickname?: string; slug?: string; title?: string; photo?: Image; cover?: Image }
  contact?: {
    firstName?: string
    lastName?: string
    phones: string[]
    emails: string[]
    addresses: { _id?: string; addressLine?: string; city?: string; country?: string }[]
    birthdate?: string
    company?: string
    jobTitle?: string
    customFields?: Record<string, { name?: string; value?: unknown }>
  }
  _createdDate: Date
  _updatedDate: Date
  lastLoginDate?: Date
}

/**
 * The part of a member that was asked for.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/members/get-member
 */
export function viewMember(member: Member, options?: unknown): MemberView {
  const fieldset = fieldsetOf(options)
  const { contact, loginEmail, lastLoginDate, ...rest } = member
  const unknown = { status: 'UNKNOWN', privacyStatus: 'UNKNOWN', activityStatus: 'UNKNOWN' }
  if (fieldset === 'PUBLIC') return { ...rest, ...unknown } as MemberView
  if (fieldset === 'EXTENDED') return { ...rest, loginEmail } as MemberView
  return { ...member } as unknown as MemberView
}

/** A member in the shape of the stable modules: `contactDetails`, `profilePhoto`. */
export function viewStableMember(member: Member, options?: unknown): Record<string, unknown> {
  if (fieldsetOf(options) !== 'PUBLIC') return reshape({ ...member }, 'sample')
  const { _id, profile } = reshape({ ...member }, 'sample')
  return { _id, profile, status: 'UNKNOWN', privacyStatus: 'UNKNOWN', activityStatus: 'UNKNOWN' }
}

/** More than the public fields of somebody else needs rights that a handler has not. */
export function needsRights(options?: unknown): boolean {
  return fieldsetOf(options) !== 'PUBLIC'
}

function fieldsetOf(options: unknown): Fieldset {
  const { fieldsets } = fieldsOf(options)
  const asked: unknown[] = Array.isArray(fieldsets) ? fieldsets : []
  if (asked.includes('FULL')) return 'FULL'
  return asked.includes('EXTENDED') ? 'EXTENDED' : 'PUBLIC'
}
