import { beforeEach, describe, expect, it } from 'vitest'
import { wixAuth } from '../../../../src/platform/modules/wix-auth.js'
import { wixCrmBackend } from '../../../../src/platform/modules/wix-crm-backend.js'
import type { FakeHost } from '../fake-host.js'
import {
  type ContactsApi,
  contactId,
  createCrmHost,
  type LabelsApi,
  memberContactId,
  wixError,
} from './crm-site.js'

// Facts: dev.wix.com/docs/velo/apis/wix-crm-backend/contacts/{get-contact,create-contact,
// append-or-create-contact,update-contact,delete-contact,label-contact,find-or-create-label,…}.

let host: FakeHost
let contacts: ContactsApi & LabelsApi
const auth = { suppressAuth: true }

beforeEach(() => {
  host = createCrmHost()
  contacts = wixCrmBackend.create(host).named?.contacts as ContactsApi & LabelsApi
})

describe('getContact', () => {
  it('gives a copy of the contact, lists as arrays', async () => {
    const contact = await contacts.getContact(contactId, auth)
    expect(contact).toMatchObject({
      _id: contactId,
      revision: 3,
      primaryInfo: { email: 'ann@example.com' },
      info: { emails: [{ email: 'ann@example.com' }] },
      lastActivity: { activityDate: host.time },
    })
    Object.assign(contact.info.emails[0] ?? {}, { email: 'changed' })
    expect(await contacts.getContact(contactId, auth)).toMatchObject({
      info: { emails: [{ email: 'ann@example.com' }] },
    })
    expect(host.calls[0]).toMatchObject({
      module: 'wix-crm-backend',
      method: 'contacts.getContact',
      args: [contactId, auth],
    })
  })

  it('rejects for an id that nobody has', async () => {
    await expect(contacts.getContact('none', auth)).rejects.toMatchObject(
      wixError('CONTACT_NOT_FOUND'),
    )
  })
})

describe('permissions', () => {
  it('needs Manage Contacts, suppressAuth or elevate', async () => {
    await contacts.getContact(contactId, auth)
    const { elevate } = wixAuth.create(host).named as Pick<FakeHost, 'elevate'>
    await elevate(contacts.getContact)(contactId)
    await contacts.queryContacts().find(auth)
    await elevate(contacts.queryContacts)().find()
    expect(host.warnings).toEqual([])
    await contacts.getContact(contactId, { suppressAuth: false })
    await contacts.queryContacts().find()
    expect(host.warnings).toEqual([
      'needs-elevation:wix-crm-backend.contacts.getContact',
      'needs-elevation:wix-crm-backend.contacts.queryContacts',
    ])
  })

  it('are not needed to append or create', async () => {
    await contacts.appendOrCreateContact({ name: { first: 'New' } })
    expect(host.warnings).toEqual([])
  })
})

describe('createContact', () => {
  it('starts at revision 0, with a primary e-mail and an id for each entry', async () => {
    const contact = await contacts.createContact(
      {
        name: { first: 'Ari', last: 'Thereyet' },
        emails: [{ email: 'ari@example.com' }, { email: 'b@example.com' }],
        phones: [{ phone: '1' }, { phone: '2', primary: true }],
      },
      auth,
    )
    expect(contact).toMatchObject({
      _id: expect.any(String),
      revision: 0,
      primaryInfo: { email: 'ari@example.com', phone: '2' },
      lastActivity: { activityType: 'CONTACT_CREATED' },
      info: {
        name: { first: 'Ari', last: 'Thereyet' },
        emails: [
          { _id: expect.any(String), tag: 'UNTAGGED', email: 'ari@example.com', primary: true },
          { email: 'b@example.com', primary: false },
        ],
        phones: [{ primary: false }, { primary: true }],
        extendedFields: {
          'contacts.displayByFirstName': 'Ari Thereyet',
          'contacts.displayByLastName': 'Thereyet Ari',
        },
      },
      _createdDate: host.time,
    })
    expect(await contacts.getContact(contact._id, auth)).toEqual(contact)
  })

  it('refuses a contact without name, phone and e-mail', async () => {
    await expect(contacts.createContact({ company: 'Wix' }, auth)).rejects.toMatchObject(
      wixError('INSUFFICIENT_CONTACT_DATA'),
    )
  })

  it('refuses an e-mail that a contact has, unless duplicates are allowed', async () => {
    const info = { emails: [{ email: 'ANN@example.com' }] }
    await expect(contacts.createContact(info, auth)).rejects.toMatchObject({
      details: {
        applicationError: {
          code: 'DUPLICATE_CONTACT_EXISTS',
          data: { duplicateContactId: contactId },
        },
      },
    })
    const twin = await contacts.createContact(info, { ...auth, allowDuplicates: true })
    expect(twin._id).not.toBe(contactId)
  })

  it('refuses two primary e-mails, and warns above 50', async () => {
    const emails = [1, 2].map((n) => ({ email: `${n}@example.com`, primary: true }))
    await expect(contacts.createContact({ emails }, auth)).rejects.toMatchObject(
      wixError('CANNOT_HAVE_MULTIPLE_PRIMARY_INFO'),
    )
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ email: `${count}.${n}@example.com` }))
    await contacts.createContact({ emails: many(50) }, auth)
    expect(host.warnings).toEqual([])
    await contacts.createContact({ emails: many(51) }, auth)
    expect(host.warnings).toEqual(['contact-list-length'])
  })
})

describe('appendOrCreateContact', () => {
  it('fills what is empty, adds to lists, overwrites nothing', async () => {
    const answer = await contacts.appendOrCreateContact({
      name: { first: 'Other', middle: 'B.' },
      company: 'Wix',
      emails: [{ email: 'Ann@Example.com' }, { email: 'second@example.com' }],
      phones: [{ phone: '5550' }],
    })
    expect(answer).toEqual({ contactId, identityType: 'CONTACT' })
    expect(await contacts.getContact(contactId, auth)).toMatchObject({
      revision: 4,
      primaryInfo: { email: 'ann@example.com', phone: '5550' },
      info: {
        name: { first: 'Ann', last: 'Doe', middle: 'B.' },
        company: 'Wix',
        emails: [
          { email: 'ann@example.com', primary: true },
          { email: 'second@example.com', primary: false },
        ],
        phones: [{ phone: '5550', primary: true }],
      },
    })
  })

  it('keeps the primary e-mail, and adds a label once', async () => {
    await contacts.appendOrCreateContact({
      emails: [{ email: 'ann@example.com' }],
      labelKeys: ['a'],
    })
    await contacts.appendOrCreateContact({
      emails: [{ email: 'first@example.com' }, { email: 'ann@example.com' }],
      labelKeys: ['a', 'b'],
    })
    expect(await contacts.getContact(contactId, auth)).toMatchObject({
      primaryInfo: { email: 'ann@example.com' },
      info: {
        emails: [{ primary: true }, { email: 'first@example.com', primary: false }],
        labelKeys: ['a', 'b'],
      },
    })
  })

  it('leaves the contact of a member as it is, since no member is logged in', async () => {
    const before = await contacts.getContact(memberContactId, auth)
    expect(
      await contacts.appendOrCreateContact({
        emails: [{ email: 'max@example.com' }],
        company: 'Wix',
      }),
    ).toEqual({ contactId: memberContactId, identityType: 'NOT_AUTHENTICATED_MEMBER' })
    expect(await contacts.getContact(memberContactId, auth)).toEqual(before)
  })

  it('finds by phone too, creates otherwise, and rejects without any data', async () => {
    const first = await contacts.appendOrCreateContact({ phones: [{ phone: '555-01' }] })
    expect(first.identityType).toBe('CONTACT')
    expect(await contacts.appendOrCreateContact({ phones: [{ phone: '555 01' }] })).toEqual(first)
    expect(host.world.site.contacts.size).toBe(3)
    await expect(contacts.appendOrCreateContact({})).rejects.toMatchObject(
      wixError('INSUFFICIENT_CONTACT_DATA'),
    )
  })
})

describe('updateContact', () => {
  it('changes given fields only, lists as a whole, and counts the revision', async () => {
    host.time = new Date(host.time.getTime() + 1000)
    const updated = await contacts.updateContact(
      { contactId, revision: 3 },
      { name: { last: 'Roe' }, emails: [{ email: 'new@example.com' }] },
      auth,
    )
    expect(updated).toMatchObject({
      revision: 4,
      primaryInfo: { email: 'new@example.com' },
      info: { name: { first: 'Ann', last: 'Roe' }, emails: [{ email: 'new@example.com' }] },
      _updatedDate: host.time,
    })
    expect(updated.info.emails).toHaveLength(1)
    expect(updated._createdDate).not.toEqual(host.time)
  })

  it.each([2, 4, undefined, null])(
    'refuses the revision %s of a contact at 3',
    async (revision) => {
      await expect(
        contacts.updateContact({ contactId, revision }, { company: 'Wix' }, auth),
      ).rejects.toMatchObject(wixError('CONTACT_ALREADY_CHANGED'))
      expect(host.world.site.contacts.get(contactId)?.revision).toBe(3)
    },
  )

  it('takes no missing revision for the revision 0 of a new contact', async () => {
    const { _id } = await contacts.createContact({ name: { first: 'New' } }, auth)
    await expect(
      contacts.updateContact({ contactId: _id, revision: null }, { company: 'Wix' }, auth),
    ).rejects.toMatchObject(wixError('CONTACT_ALREADY_CHANGED'))
    const identifiers = { contactId: _id, revision: 0 }
    expect(await contacts.updateContact(identifiers, { company: 'Wix' }, auth)).toMatchObject({
      revision: 1,
    })
  })

  it('refuses an empty update, and the primary e-mail of a member', async () => {
    await expect(
      contacts.updateContact({ contactId, revision: 3 }, {}, auth),
    ).rejects.toMatchObject(wixError('INSUFFICIENT_UPDATE_CONTACT_DATA'))
    await expect(
      contacts.updateContact(
        { contactId: memberContactId, revision: 3 },
        { emails: [{ email: 'x@example.com' }] },
        auth,
      ),
    ).rejects.toMatchObject(wixError('CANNOT_UPDATE_MEMBER_EMAIL'))
  })
})

it('deleteContact gives undefined, and is refused for members', async () => {
  expect(await contacts.deleteContact(contactId, auth)).toBeUndefined()
  expect(host.world.site.contacts.has(contactId)).toBe(false)
  await expect(contacts.deleteContact(memberContactId, auth)).rejects.toMatchObject(
    wixError('CANNOT_DELETE_MEMBER'),
  )
})

describe('labels', () => {
  it('are found or created by name, and put on contacts by key', async () => {
    const created = await contacts.findOrCreateLabel('Badge Holder', auth)
    expect(created).toEqual({
      newLabel: true,
      label: {
        namespace: 'custom',
        key: 'custom.badge-holder',
        displayName: 'Badge Holder',
        labelType: 'USER_DEFINED',
        _createdDate: host.time,
        _updatedDate: host.time,
      },
    })
    expect(await contacts.findOrCreateLabel('Badge Holder', auth)).toEqual({
      ...created,
      newLabel: false,
    })
    const key = created.label.key
    expect(await contacts.labelContact(contactId, [key, key], auth)).toMatchObject({
      revision: 4,
      info: { labelKeys: [key] },
    })
    expect(await contacts.unlabelContact(contactId, [key], auth)).toMatchObject({
      revision: 5,
      info: { labelKeys: [] },
    })
    expect(host.warnings).toEqual([])
    await contacts.labelContact(contactId, ['custom.unknown'], auth)
    expect(host.warnings).toEqual(['label-unknown'])
  })

  it('are read, renamed, queried and deleted, also from contacts', async () => {
    const { label } = await contacts.findOrCreateLabel('One', auth)
    await contacts.findOrCreateLabel('Two', auth)
    expect(await contacts.renameLabel(label.key, 'First', auth)).toMatchObject({
      key: label.key,
      displayName: 'First',
    })
    expect(await contacts.getLabel(label.key, auth)).toMatchObject({ displayName: 'First' })
    const { items } = await contacts.queryLabels().startsWith('displayName', 'Fi').find(auth)
    expect(items).toMatchObject([{ key: label.key }])
    await contacts.labelContact(contactId, [label.key], auth)
    expect(await contacts.deleteLabel(label.key, auth)).toBeUndefined()
    expect((await contacts.getContact(contactId, auth)).info.labelKeys).toEqual([])
    await expect(contacts.getLabel(label.key, auth)).rejects.toMatchObject(wixError('NOT_FOUND'))
  })
})
