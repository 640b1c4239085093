import type { Query } from '../../../../src/platform/modules/crm/query.js'
import { createFakeHost, type FakeHost } from '../fake-host.js'

export const contactId = 'c0000000-0000-0000-0000-000000000001'
export const memberId = 'm0000000-0000-0000-0000-000000000001'
export const memberContactId = 'c0000000-0000-0000-0000-000000000002'

/** A host whose site has a member with a contact, and a contact that is no member. */
export function createCrmHost(): FakeHost {
  const host = createFakeHost()
  const dates = { _createdDate: new Date(host.time), _updatedDate: new Date(host.time) }
  const addContact = (_id: string, email: string, first: string): void => {
    host.world.site.contacts.set(_id, {
      _id,
      revision: 3,
      primaryInfo: { email },
      info: {
        name: { first, last: 'Doe' },
        emails: [{ _id: `${_id}-e`, tag: 'UNTAGGED', email, primary: true }],
      },
      source: { sourceType: 'OTHER' },
      ...dates,
    })
  }
  addContact(contactId, 'ann@example.com', 'Ann')
  addContact(memberContactId, 'max@example.com', 'Max')
  host.world.site.members.set(memberId, {
    _id: memberId,
    loginEmail: 'max@example.com',
    status: 'APPROVED',
    contactId: memberContactId,
    privacyStatus: 'PUBLIC',
    activityStatus: 'ACTIVE',
    contact: {},
    profile: {},
    ...dates,
  })
  return host
}

/** What an error of a Velo module says, and one of an `@wix/*` module too. */
export function wixError(code: string) {
  return { details: { applicationError: { code } } }
}

/** What methods answer with, as far as tests look into it by name. */
export interface Reply {
  _id: string
  contactId: string
  identityType: string
  revision: number
  info: { emails: { email: string }[]; labelKeys: unknown; [field: string]: unknown }
  contact: Reply
  label: { key: string }
  items: unknown[]
  [field: string]: unknown
}

/** Methods as user code sees them: they take anything. */
export type Api<Name extends string> = Record<Name, (...args: unknown[]) => Promise<Reply>>

/** The contacts of any dialect. */
export type ContactsApi = Api<
  | ('getContact' | 'createContact' | 'appendOrCreateContact' | 'updateContact' | 'deleteContact')
  | ('labelContact' | 'unlabelContact')
> & { queryContacts(): Query }

export type LabelsApi = Api<'findOrCreateLabel' | 'getLabel' | 'renameLabel' | 'deleteLabel'> & {
  queryLabels(): Query
}
