import type { DoubleHost, ModuleDouble } from '../../double.js'
import { recordMethods } from '../recorded-methods.js'
import { isObject } from './contact-info.js'
import { type ContactView, type CreateError, createContactBook } from './contacts.js'
import { createLabelBook } from './labels.js'
import { createQuery, type Query } from './query.js'
import { unwrapLists, wrapLists } from './wrapped-lists.js'

/** Creates the double of a module that wraps its lists; what it lacks is recorded. */
export function createCrmDouble(module: string, createError: CreateError): ModuleDouble {
  return {
    names: [module],
    create(host) {
      const query = (method: string, records: () => object[]): Query =>
        createQuery({
          host,
          module,
          method,
          records,
          show: (record) =>
            method === 'contacts.queryContacts' ? wrapLists(record as ContactView) : record,
          createError,
          maxLimit: 1000,
          defaultSort: '_createdDate',
          needsElevation: true,
        })
      return { named: createApis(host, module, createError, query) }
    },
  }
}

function createApis(
  host: DoubleHost,
  module: string,
  createError: CreateError,
  query: (method: string, records: () => object[]) => Query,
): Record<string, unknown> {
  const book = createContactBook(host, createError)
  const labels = createLabelBook(host, createError)
  const elevated = { needsElevation: () => true }
  return {
    contacts: {
      ...recordMethods(
        host,
        module,
        'contacts.',
        {
          getContact: (id: unknown) => wrapLists(book.get(id)),
          createContact: (info: unknown, options: unknown) => {
            const allowDuplicates = isObject(options) && options.allowDuplicates === true
            return { contact: wrapLists(book.create(unwrapLists(info), allowDuplicates)) }
          },
          updateContact: (id: unknown, info: unknown, revision: unknown) => ({
            contact: wrapLists(book.update(id, revision, unwrapLists(info))),
          }),
          deleteContact: book.remove,
          labelContact(id: unknown, keys: unknown) {
            const { contact, newLabels } = book.label(id, keys)
            return { contact: wrapLists(contact), newLabels }
          },
          unlabelContact: (id: unknown, keys: unknown) => ({
            contact: wrapLists(book.unlabel(id, keys)),
          }),
        },
        elevated,
      ),
      queryContacts: () => query('contacts.queryContacts', book.all),
    },
    labels: {
      ...recordMethods(
        host,
        module,
        'labels.',
        {
          findOrCreateLabel: labels.findOrCreate,
          getLabel: labels.get,
          renameLabel: (key: unknown, label: unknown) =>
            labels.rename(key, isObject(label) ? label.displayName : label),
          deleteLabel: labels.remove,
        },
        elevated,
      ),
      queryLabels: () => query('labels.queryLabels', labels.all),
    },
    submittedContact: recordMethods(host, module, 'submittedContact.', {
      appendOrCreateContact: (info: unknown) => book.append(unwrapLists(info)),
    }),
  }
}
