import { auth } from '@wix/essentials'
import { contacts, submittedContact } from '@wix/crm'

export async function wixBadges_onBadgeAssigned() {
  const eve = await auth.elevate(contacts.getContact)('contact-eve')
  await submittedContact.appendOrCreateContact({
    emails: { items: [{ email: 'gus@example.com' }] },
  })
  return { email: eve.info.emails.items[0].email }
}
