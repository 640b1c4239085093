import { describe, expect, it } from 'vitest'
import { wixCrmBackend } from '../../../../src/platform/modules/wix-crm-backend.js'
import { type Api, contactId, createCrmHost, memberId } from './crm-site.js'

// Facts: dev.wix.com/docs/velo/apis/wix-crm-backend/triggered-emails/{email-member,email-contact}.

function setUp() {
  const host = createCrmHost()
  const emails = wixCrmBackend.create(host).named?.triggeredEmails as Api<
    'emailMember' | 'emailContact'
  >
  return { host, emails }
}

describe('emailMember', () => {
  it('resolves to nothing, and the record shows what would be sent to whom', async () => {
    const { host, emails } = setUp()
    const options = { variables: { name: 'Max', badge: 'Gold' } }
    expect(await emails.emailMember('Tpl1', memberId, options)).toBeUndefined()
    expect(host.calls).toEqual([
      {
        module: 'wix-crm-backend',
        method: 'triggeredEmails.emailMember',
        args: ['Tpl1', memberId, options],
        outcome: 'resolved',
        result: undefined,
      },
    ])
    expect(host.warnings).toEqual([])
  })

  it.each([5, null, undefined, new Date(0), { a: 1 }])(
    'warns of a variable that is %s and no string',
    async (value) => {
      const { host, emails } = setUp()
      await emails.emailMember('Tpl1', memberId, { variables: { fine: '5', points: value } })
      expect(host.warnings).toEqual(['email-variable-not-text'])
    },
  )

  it('succeeds for an unknown member, with a warning', async () => {
    const { host, emails } = setUp()
    expect(await emails.emailMember('Tpl1', contactId)).toBeUndefined()
    expect(host.warnings).toEqual(['email-receiver-unknown'])
  })

  it('warns when no email is named', async () => {
    const { host, emails } = setUp()
    await emails.emailMember(undefined, memberId)
    expect(host.warnings).toEqual(['email-id'])
  })
})

describe('emailContact', () => {
  it('goes to contacts, and not to members', async () => {
    const { host, emails } = setUp()
    expect(await emails.emailContact('Tpl1', contactId)).toBeUndefined()
    expect(host.warnings).toEqual([])
    await emails.emailContact('Tpl1', memberId)
    expect(host.warnings).toEqual(['email-receiver-unknown'])
  })

  it('warns of a contact that has unsubscribed', async () => {
    const { host, emails } = setUp()
    const contact = host.world.site.contacts.get(contactId)
    const key = 'emailSubscriptions.subscriptionStatus'
    Object.assign(contact?.info ?? {}, { extendedFields: { [key]: 'SUBSCRIBED' } })
    await emails.emailContact('Tpl1', contactId)
    expect(host.warnings).toEqual([])
    Object.assign(contact?.info ?? {}, { extendedFields: { [key]: 'UNSUBSCRIBED' } })
    await emails.emailContact('Tpl1', contactId)
    expect(host.warnings).toEqual(['email-receiver-unsubscribed'])
  })
})
