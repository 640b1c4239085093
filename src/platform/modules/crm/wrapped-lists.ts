import { type ContactInfo, isObject, listOf } from './contact-info.js'
import type { ContactView } from './contacts.js'

const lists = ['emails', 'phones', 'addresses', 'labelKeys', 'locations', 'assigneeIds']

/** A contact as `wix-crm.v2` and `@wix/crm` show it: `info.emails.items`, not `info.emails`. */
export function wrapLists(contact: ContactView): object {
  const info = { ...contact.info }
  for (const list of lists) {
    if (info[list] !== undefined) info[list] = { items: listOf(info[list]) }
  }
  const { extendedFields } = info
  if (isObject(extendedFields) && !isObject(extendedFields.items)) {
    info.extendedFields = { items: extendedFields }
  }
  return { ...contact, info }
}

/** The way back: what code gives in these modules, in the shape that is stored. */
export function unwrapLists(info: unknown): unknown {
  if (!isObject(info)) return info
  const flat: ContactInfo = { ...info }
  for (const list of lists) {
    if (flat[list] !== undefined && flat[list] !== null) flat[list] = listOf(flat[list])
  }
  const { extendedFields } = flat
  if (isObject(extendedFields) && isObject(extendedFields.items)) {
    flat.extendedFields = extendedFields.items
  }
  return flat
}
