import type { DoubleHost } from '../../double.js'
import type { Contact } from '../../site-state.js'
import type { WixFailure } from '../wix-error.js'
import {
  appendInfo,
  type ContactInfo,
  canIdentify,
  hasTwoPrimaries,
  identifiersOf,
  isObject,
  listOf,
  mergeInfo,
  overfullLists,
  primaryInfoOf,
  readInfo,
} from './contact-info.js'

export type CreateError = (failure: WixFailure) => Error

export interface Submission {
  contactId: string
  identityType: 'CONTACT' | 'NOT_AUTHENTICATED_MEMBER'
  newContact: boolean
}

/** What all dialects do with contacts, in the stable shape; what it gives is not copied yet. */
export interface ContactBook {
  all(): ContactView[]
  get(id: unknown): ContactView
  create(info: unknown, allowDuplicates: boolean): ContactView
  /** Finds a contact by e-mail or phone and adds to it, or creates one. */
  append(info: unknown): Submission
  update(id: unknown, revision: unknown, change: unknown): ContactView
  remove(id: unknown): void
  label(id: unknown, keys: unknown): { contact: ContactView; newLabels: string[] }
  unlabel(id: unknown, keys: unknown): ContactView
}

export type ContactView = Contact & {
  lastActivity: { activityDate: Date; activityType: string }
}

export function createContactBook(host: DoubleHost, createError: CreateError): ContactBook {
  const refuse = (status: number, code: string, description: string): never => {
    throw createError({ status, code, description })
  }
  const contacts = (): Map<string, Contact> => host.world.site.contacts
  const find = (id: unknown): Contact =>
    contacts().get(String(id)) ??
    refuse(404, 'CONTACT_NOT_FOUND', `No contact has the id ${String(id)}`)
  const memberOf = ({ _id }: Contact) =>
    [...host.world.site.members.values()].find(({ contactId }) => contactId === _id)

  const check = (info: ContactInfo): void => {
    if (!canIdentify(info)) {
      const text = 'A contact needs a name, a phone number or an e-mail address'
      refuse(400, 'INSUFFICIENT_CONTACT_DATA', text)
    }
    if (hasTwoPrimaries(info)) {
      const text = 'Of e-mails, phones and addresses, one each can be the primary one'
      refuse(400, 'CANNOT_HAVE_MULTIPLE_PRIMARY_INFO', text)
    }
    const overfull = overfullLists(info)
    if (overfull.length > 0) {
      const text = `A contact on Wix has at most 50 ${overfull.join(' and 50 ')}`
      host.warn('contact-list-length', text)
    }
  }

  const write = (contact: Contact, info: ContactInfo): ContactView => {
    const changed: Contact = {
      ...contact,
      revision: contact.revision + 1,
      primaryInfo: primaryInfoOf(info),
      info: withDisplayNames(info),
      _updatedDate: host.world.now(),
    }
    contacts().set(contact._id, changed)
    return viewOf(changed)
  }

  const add = (info: ContactInfo): ContactView => {
    check(info)
    const now = host.world.now()
    // The first write makes it revision 0.
    return write(
      {
        _id: host.world.newId(),
        revision: -1,
        primaryInfo: {},
        info: {},
        source: { sourceType: 'OTHER' },
        _createdDate: now,
        _updatedDate: now,
      },
      info,
    )
  }

  const setLabels = (contact: Contact, labelKeys: unknown[]): ContactView =>
    write(contact, { ...contact.info, labelKeys })

  return {
    all: () => [...contacts().values()].map(viewOf),
    get: (id) => viewOf(find(id)),
    create(input, allowDuplicates) {
      const info = readInfo(input, host.world.newId)
      const emails = new Set([...identifiersOf(info)].filter((text) => text.startsWith('email')))
      const twin = [...contacts().values()].find((contact) => sharesAny(contact.info, emails))
      if (twin && !allowDuplicates) {
        throw createError({
          status: 409,
          code: 'DUPLICATE_CONTACT_EXISTS',
          description: `The contact ${twin._id} has this e-mail address already`,
          data: { duplicateContactId: twin._id },
        })
      }
      return add(info)
    },
    append(input) {
      const info = readInfo(input, host.world.newId)
      const identifiers = identifiersOf(info)
      const known = [...contacts().values()].find(({ info }) => sharesAny(info, identifiers))
      if (!known) {
        return { contactId: add(info)._id, identityType: 'CONTACT', newContact: true }
      }
      // No member is logged in during an event; a member's contact is then left as it is.
      const isMember = memberOf(known) !== undefined
      if (!isMember) write(known, appendInfo(known.info, info))
      const identityType = isMember ? 'NOT_AUTHENTICATED_MEMBER' : 'CONTACT'
      return { contactId: known._id, identityType, newContact: false }
    },
    update(id, revision, change) {
      const contact = find(id)
      if (Number(revision) !== contact.revision || revision === null) {
        const text = `The contact is at revision ${contact.revision}, the update names ${String(revision)}: get the contact first, and give the revision it has`
        refuse(409, 'CONTACT_ALREADY_CHANGED', text)
      }
      const given = readInfo(change, host.world.newId)
      if (Object.keys(given).length === 0) {
        refuse(400, 'INSUFFICIENT_UPDATE_CONTACT_DATA', 'The update names no field to change')
      }
      const info = mergeInfo(contact.info, given)
      check(info)
      if (memberOf(contact) && primaryInfoOf(info).email !== primaryInfoOf(contact.info).email) {
        const text = 'The primary e-mail of a member is changed through the member, not the contact'
        refuse(428, 'CANNOT_UPDATE_MEMBER_EMAIL', text)
      }
      return write(contact, info)
    },
    remove(id) {
      const contact = find(id)
      if (memberOf(contact)) {
        refuse(428, 'CANNOT_DELETE_MEMBER', 'The contact of a member cannot be deleted')
      }
      contacts().delete(contact._id)
    },
    label(id, keys) {
      const contact = find(id)
      const present = listOf(contact.info.labelKeys)
      const newLabels = [...new Set(listOf(keys).map(String))].filter(
        (key) => !present.includes(key),
      )
      for (const key of newLabels) warnOfUnknown(host, key)
      return { contact: setLabels(contact, [...present, ...newLabels]), newLabels }
    },
    unlabel(id, keys) {
      const contact = find(id)
      const dropped = listOf(keys)
      const kept = listOf(contact.info.labelKeys).filter((key) => !dropped.includes(key))
      return setLabels(contact, kept)
    },
  }
}

function sharesAny(info: ContactInfo, identifiers: ReadonlySet<string>): boolean {
  return identifiers.size > 0 && [...identifiersOf(info)].some((text) => identifiers.has(text))
}

function viewOf(contact: Contact): ContactView {
  const lastActivity = { activityDate: contact._createdDate, activityType: 'CONTACT_CREATED' }
  return { lastActivity, ...contact }
}

function withDisplayNames(info: ContactInfo): ContactInfo {
  const { first, last } = isObject(info.name) ? info.name : {}
  const names = [first, last].filter((name) => typeof name === 'string' && name !== '')
  if (names.length === 0) return info
  return {
    ...info,
    extendedFields: {
      ...(isObject(info.extendedFields) && info.extendedFields),
      'contacts.displayByFirstName': names.join(' '),
      'contacts.displayByLastName': names.toReversed().join(' '),
    },
  }
}

// Labels of Wix's own apps are there on every site, and not in ours; how Wix refuses others is unknown.
function warnOfUnknown(host: DoubleHost, key: string): void {
  if (!key.startsWith('custom.') || host.world.site.labels.has(key)) return
  host.warn(
    'label-unknown',
    `No label has the key ${key}: findOrCreateLabel() makes it and gives its key`,
  )
}
