import { describe, expect, it } from 'vitest'
import type { ModuleDouble } from '../../../../src/platform/double.js'
import { wixCrmV2 } from '../../../../src/platform/modules/wix-crm.v2.js'
import { wixCrmBackend } from '../../../../src/platform/modules/wix-crm-backend.js'
import { wixCrm } from '../../../../src/platform/modules/wix-crm-sdk.js'
import type { FakeHost } from '../fake-host.js'
import {
  type Api,
  type ContactsApi,
  contactId,
  createCrmHost,
  type LabelsApi,
  memberContactId,
  wixError,
} from './crm-site.js'

// Facts: dev.wix.com/docs/velo/apis/wix-crm-v2/contacts/contacts/…, …/wix-crm-v2/labels/…,
// dev.wix.com/docs/sdk/api-reference/crm/contacts/{get-contact,update-contact,…}.

describe.each<[string, ModuleDouble]>([
  ['wix-crm.v2', wixCrmV2],
  ['@wix/crm', wixCrm],
])('%s', (name, double) => {
  function setUp() {
    const host = createCrmHost()
    const { contacts, labels, submittedContact } = double.create(host).named as {
      contacts: ContactsApi
      labels: LabelsApi
      submittedContact: Api<'appendOrCreateContact'>
    }
    return { host, contacts, labels, submittedContact }
  }

  it('getContact gives the contact itself, its lists wrapped', async () => {
    const { host, contacts } = setUp()
    expect(await contacts.getContact(contactId)).toMatchObject({
      _id: contactId,
      info: { emails: { items: [{ email: 'ann@example.com' }] } },
    })
    expect(host.calls[0]).toMatchObject({ module: name, method: 'contacts.getContact' })
    expect(host.warnings).toEqual([`needs-elevation:${name}.contacts.getContact`])
  })

  it('createContact takes and gives wrapped lists, in {contact}', async () => {
    const { host, contacts } = setUp()
    const { contact } = await contacts.createContact({
      name: { first: 'Ari' },
      emails: { items: [{ email: 'ari@example.com' }] },
      labelKeys: { items: ['contacts.customers'] },
      extendedFields: { items: { 'custom.size': 'L' } },
    })
    expect(contact).toMatchObject({
      revision: 0,
      primaryInfo: { email: 'ari@example.com' },
      info: {
        emails: { items: [{ email: 'ari@example.com', primary: true }] },
        labelKeys: { items: ['contacts.customers'] },
        extendedFields: { items: { 'custom.size': 'L' } },
      },
    })
    const stable = wixCrmBackend.create(host).named?.contacts as ContactsApi
    expect(await stable.getContact(contact._id)).toMatchObject({
      info: { emails: [{ email: 'ari@example.com' }], labelKeys: ['contacts.customers'] },
    })
  })

  it('updateContact takes id, info and revision, and gives {contact}', async () => {
    const { contacts } = setUp()
    const { contact } = await contacts.updateContact(contactId, { company: 'Wix' }, 3)
    expect(contact).toMatchObject({ revision: 4, info: { company: 'Wix', name: { last: 'Doe' } } })
    await expect(contacts.updateContact(contactId, { company: 'X' }, 3)).rejects.toMatchObject(
      wixError('CONTACT_ALREADY_CHANGED'),
    )
  })

  it('labels give {contact, newLabels}, and {contact} when they are taken away', async () => {
    const { contacts, labels } = setUp()
    const { label, newLabel } = await labels.findOrCreateLabel('Gold')
    expect(newLabel).toBe(true)
    expect(await contacts.labelContact(contactId, [label.key])).toMatchObject({
      contact: { info: { labelKeys: { items: ['custom.gold'] } } },
      newLabels: ['custom.gold'],
    })
    expect(await contacts.labelContact(contactId, [label.key])).toMatchObject({ newLabels: [] })
    expect(await contacts.unlabelContact(contactId, [label.key])).toMatchObject({
      contact: { info: { labelKeys: { items: [] } } },
    })
    expect(await labels.renameLabel(label.key, { displayName: 'Golden' })).toMatchObject({
      displayName: 'Golden',
    })
    expect((await labels.queryLabels().eq('displayName', 'Golden').find()).items).toHaveLength(1)
  })

  it('queryContacts gives wrapped contacts, and takes both forms of a path', async () => {
    const { contacts } = setUp()
    for (const field of ['info.emails.email', 'info.emails.items.email', 'primaryInfo.email']) {
      const { items } = await contacts.queryContacts().eq(field, 'ANN@example.com').find()
      expect(items).toMatchObject([
        { _id: contactId, info: { emails: { items: [{ email: 'ann@example.com' }] } } },
      ])
    }
  })

  it('submittedContact tells whether the contact is new, and needs no elevation', async () => {
    const { host, submittedContact } = setUp()
    const info = { emails: { items: [{ email: 'new@example.com' }] } }
    const created = await submittedContact.appendOrCreateContact(info)
    expect(created).toMatchObject({ identityType: 'CONTACT', newContact: true })
    expect(await submittedContact.appendOrCreateContact(info)).toEqual({
      ...created,
      newContact: false,
    })
    expect(host.warnings).toEqual([])
  })

  it('deleteContact is refused for members', async () => {
    const { contacts } = setUp()
    expect(await contacts.deleteContact(contactId)).toBeUndefined()
    await expect(contacts.deleteContact(memberContactId)).rejects.toMatchObject(
      wixError('CANNOT_DELETE_MEMBER'),
    )
  })
})

it('errors have the shape of their dialect', async () => {
  const failure = (double: ModuleDouble, host: FakeHost) => {
    const contacts = double.create(host).named?.contacts as ContactsApi
    return contacts.getContact('none')
  }
  const host = createCrmHost()
  await expect(failure(wixCrmV2, host)).rejects.not.toHaveProperty('response')
  await expect(failure(wixCrm, host)).rejects.toMatchObject({
    status: 404,
    message: expect.stringMatching(/^\{\n {2}"message"/),
    response: { status: 404 },
  })
})

it('@wix/crm and wix-crm.v2 have no triggered emails of their own', () => {
  for (const double of [wixCrmV2, wixCrm]) {
    expect(double.create(createCrmHost()).named).not.toHaveProperty('triggeredEmails')
  }
})
