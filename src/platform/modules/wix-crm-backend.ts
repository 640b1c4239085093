import type { DoubleHost, ModuleDouble } from '../double.js'
import { contactFields } from './crm/contact-fields.js'
import { isObject } from './crm/contact-info.js'
import { createContactBook } from './crm/contacts.js'
import { createLabelBook } from './crm/labels.js'
import { checkNotification } from './crm/notifications.js'
import { createQuery, type Query } from './crm/query.js'
import { createTasks } from './crm/tasks.js'
import { createTriggeredEmails } from './crm/triggered-emails.js'
import { recordMethods } from './recorded-methods.js'
import { createVeloError } from './wix-error.js'

const module = 'wix-crm-backend'

/** Stands for `wix-crm-backend`: lists of a contact are arrays, and `suppressAuth` is an option. */
export const wixCrmBackend: ModuleDouble = {
  names: [module],
  create: (host) => ({
    named: {
      contacts: createContacts(host),
      triggeredEmails: createTriggeredEmails(host, module),
      notifications: recordMethods(host, module, 'notifications.', {
        notify: (body: unknown, channels: unknown, options: unknown) =>
          checkNotification(host, body, channels, options),
      }),
      tasks: createTasks(host, module),
    },
  }),
}

function createContacts(host: DoubleHost): object {
  const book = createContactBook(host, createVeloError)
  const labels = createLabelBook(host, createVeloError)
  const query = (method: string, records: () => object[]): Query =>
    createQuery({
      host,
      module,
      method: `contacts.${method}`,
      records,
      createError: createVeloError,
      maxLimit: 1000,
      defaultSort: '_createdDate',
      needsElevation: true,
      ...(method === 'queryContacts' && { fields: contactFields }),
    })

  return {
    ...recordMethods(
      host,
      module,
      'contacts.',
      {
        getContact: book.get,
        createContact: (info: unknown, options: unknown) =>
          book.create(info, isObject(options) && options.allowDuplicates === true),
        appendOrCreateContact(info: unknown) {
          const { contactId, identityType } = book.append(info)
          return { contactId, identityType }
        },
        updateContact(identifiers: unknown, info: unknown) {
          const { contactId, revision } = isObject(identifiers) ? identifiers : {}
          return book.update(contactId, revision, info)
        },
        deleteContact: book.remove,
        labelContact: (id: unknown, keys: unknown) => book.label(id, keys).contact,
        unlabelContact: book.unlabel,
        findOrCreateLabel: labels.findOrCreate,
        getLabel: labels.get,
        renameLabel: labels.rename,
        deleteLabel: labels.remove,
      },
      { needsElevation },
    ),
    queryContacts: () => query('queryContacts', book.all),
    queryLabels: () => query('queryLabels', labels.all),
  }
}

function needsElevation(method: string, args: readonly unknown[]): boolean {
  if (method === 'appendOrCreateContact') return false
  const options = args.at(-1)
  return !(isObject(options) && options.suppressAuth === true)
}
