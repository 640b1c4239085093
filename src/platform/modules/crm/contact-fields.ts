const id = 'eq ne hasSome'
const date = 'eq ne gt lt ge le between'
const text = 'eq ne hasSome startsWith'
const sort = ' ascending descending'

/**
 * The filters and sorts of each field of a contact.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-crm-backend/contacts/sort-filter-and-search
 */
export const contactFields: Record<string, string> = {
  _id: id,
  _createdDate: date + sort,
  _updatedDate: date,
  'lastActivity.activityDate': date + sort,
  'primaryInfo.email': text + sort,
  'primaryInfo.phone': text,
  'info.name.first': text + sort,
  'info.name.last': text + sort,
  'info.emails.email': text,
  'info.phones.phone': text,
  'info.addresses.street': text,
  'info.addresses.city': text,
  'info.addresses.subdivision': id,
  'info.addresses.country': id,
  'info.company': text + sort,
  'info.jobTitle': text + sort,
  'info.birthdate': date + sort,
  'info.locale': id,
  'info.labelKeys': 'hasSome hasAll',
}
