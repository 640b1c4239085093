import { contacts, notifications, tasks, triggeredEmails } from 'wix-crm-backend'

export async function wixBadges_onBadgeAssigned(event) {
  const options = { suppressAuth: true }
  const eve = await contacts.getContact('contact-eve', options)
  const { contactId } = await contacts.appendOrCreateContact({
    emails: [{ email: 'new@example.com' }],
  })
  const found = await contacts.queryContacts().eq('primaryInfo.email', 'eve@example.com').find(options)
  await triggeredEmails.emailMember('BadgeMail', event.data.memberId, {
    variables: { badge: event.metadata.entityId },
  })
  await triggeredEmails.emailContact('WelcomeMail', contactId)
  await notifications.notify('A badge', ['Dashboard'])
  const task = await tasks.createTask({ title: 'Congratulate' })
  return { eve: eve.info.name.first, found: found.items.length, task: typeof task }
}
