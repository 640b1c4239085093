import { contacts } from 'wix-crm.v2'
import { elevate } from 'wix-auth'

export async function wixBadges_onBadgeAssigned() {
  const eve = await elevate(contacts.getContact)('contact-eve')
  return { email: eve.info.emails.items[0].email }
}
