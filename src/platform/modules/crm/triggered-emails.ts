import type { DoubleHost } from '../../double.js'
import { type Methods, recordMethods } from '../recorded-methods.js'
import { isObject } from './contact-info.js'

type Send = (emailId: unknown, receiver: unknown, options?: unknown) => undefined

/** `triggeredEmails`: nothing is sent, the calls show what would be. */
export function createTriggeredEmails(
  host: DoubleHost,
  module: string,
): Methods<{ emailMember: Send; emailContact: Send }> {
  const check = (emailId: unknown, options: unknown): void => {
    if (typeof emailId !== 'string' || emailId === '') {
      host.warn(
        'email-id',
        'A triggered email is named by its id, a text from the site’s dashboard',
      )
    }
    const variables = isObject(options) && isObject(options.variables) ? options.variables : {}
    const others = Object.keys(variables).filter((name) => typeof variables[name] !== 'string')
    if (others.length === 0) return
    host.warn(
      'email-variable-not-text',
      `Variables of a triggered email are strings; these are not: ${others.join(', ')}`,
    )
  }
  // What Wix answers for a receiver it does not know was found nowhere: the call succeeds here.
  const warnOfReceiver = (kind: string, id: unknown): void =>
    host.warn(
      'email-receiver-unknown',
      `The triggered email goes to the ${kind} ${String(id)}, whom the local site does not have`,
    )

  return recordMethods(host, module, 'triggeredEmails.', {
    emailMember(emailId: unknown, memberId: unknown, options: unknown) {
      check(emailId, options)
      if (!host.world.site.members.has(String(memberId))) warnOfReceiver('member', memberId)
      return undefined
    },
    emailContact(emailId: unknown, contactId: unknown, options: unknown) {
      check(emailId, options)
      const contact = host.world.site.contacts.get(String(contactId))
      if (!contact) warnOfReceiver('contact', contactId)
      else if (isUnsubscribed(contact.info.extendedFields)) {
        host.warn(
          'email-receiver-unsubscribed',
          `The contact ${contact._id} has unsubscribed: Wix sends the triggered email to nobody`,
        )
      }
      return undefined
    },
  })
}

function isUnsubscribed(extendedFields: unknown): boolean {
  if (!isObject(extendedFields)) return false
  const fields = isObject(extendedFields.items) ? extendedFields.items : extendedFields
  return fields['emailSubscriptions.subscriptionStatus'] === 'UNSUBSCRIBED'
}
