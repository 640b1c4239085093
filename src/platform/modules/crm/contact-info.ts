import type { Contact } from '../../site-state.js'
import { copyValue } from '../wix-data/copy.js'

/** Data of a contact in the stable shape: lists are arrays. */
export type ContactInfo = Record<string, unknown>

type Entry = Record<string, unknown>

const entryLists = ['emails', 'phones', 'addresses'] as const

/** Takes over what code gives as contact info: a copy, each list entry with an id of its own. */
export function readInfo(info: unknown, newId: () => string): ContactInfo {
  const copy = (isObject(info) ? copyValue(info) : {}) as ContactInfo
  for (const list of entryLists) {
    if (copy[list] !== undefined) copy[list] = readEntries(copy[list], newId)
  }
  return copy
}

/** Elements of a list, in whichever of the two shapes it is stored. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return isObject(value) && Array.isArray(value.items) ? value.items : []
}

export function entriesOf(info: ContactInfo, list: (typeof entryLists)[number]): Entry[] {
  return listOf(info[list]).filter(isObject)
}

/** All texts of one kind of address, ready to compare: e-mails without case, phones as digits. */
export function identifiersOf(info: ContactInfo): Set<string> {
  return new Set([
    ...entriesOf(info, 'emails').map(({ email }) => `email ${String(email).toLowerCase()}`),
    ...entriesOf(info, 'phones').map(({ phone }) => `phone ${String(phone).replace(/\D/g, '')}`),
  ])
}

export function primaryInfoOf(info: ContactInfo): Contact['primaryInfo'] {
  const email = primaryOf(entriesOf(info, 'emails'))?.email
  const phone = primaryOf(entriesOf(info, 'phones'))?.phone
  return {
    ...(typeof email === 'string' && { email }),
    ...(typeof phone === 'string' && { phone }),
  }
}

/** Whether there is a name, a phone number or an e-mail address. */
export function canIdentify(info: ContactInfo): boolean {
  const name = isObject(info.name) ? info.name : {}
  return Boolean(name.first || name.last) || identifiersOf(info).size > 0
}

export function hasTwoPrimaries(info: ContactInfo): boolean {
  return entryLists.some((list) => entriesOf(info, list).filter(isPrimary).length > 1)
}

/** The lists that hold more than a contact may have. */
export function overfullLists(info: ContactInfo): string[] {
  return entryLists.filter((list) => entriesOf(info, list).length > 50)
}

/** Only given fields change: objects field by field, lists as a whole; null removes. */
export function mergeInfo(info: ContactInfo, change: ContactInfo): ContactInfo {
  const merged = { ...info }
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key]
    else merged[key] = isObject(value) ? mergeInfo(objectAt(merged, key), value) : value
  }
  return merged
}

/** Adds to an existing contact and overwrites nothing: empty fields are filled, lists grow. */
export function appendInfo(info: ContactInfo, addition: ContactInfo): ContactInfo {
  const appended = { ...info }
  const known = identifiersOf(info)
  for (const [key, value] of Object.entries(addition)) {
    const present = appended[key]
    if (Array.isArray(value)) {
      const entries = listOf(present)
      const fresh = value.filter((entry) => !isKnown(key, entry, known, entries))
      // The contact has its primary address already.
      appended[key] = [...entries, ...(entries.length > 0 ? fresh.map(demote) : fresh)]
    } else if (isObject(value)) {
      appended[key] = appendInfo(objectAt(appended, key), value)
    } else if (present === undefined || present === null || present === '') {
      appended[key] = value
    }
  }
  return appended
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}

function readEntries(value: unknown, newId: () => string): unknown[] {
  const entries = listOf(value).filter(isObject)
  const hasPrimary = entries.some(isPrimary)
  return entries.map((entry, index) => ({
    _id: newId(),
    tag: 'UNTAGGED',
    ...entry,
    primary: hasPrimary ? isPrimary(entry) : index === 0,
  }))
}

function isKnown(
  list: string,
  entry: unknown,
  known: ReadonlySet<string>,
  present: readonly unknown[],
): boolean {
  if (!isObject(entry)) return present.includes(entry)
  return [...identifiersOf({ [list]: [entry] })].some((identifier) => known.has(identifier))
}

function demote(entry: unknown): unknown {
  return isObject(entry) && 'primary' in entry ? { ...entry, primary: false } : entry
}

function primaryOf(entries: readonly Entry[]): Entry | undefined {
  return entries.find(isPrimary) ?? entries[0]
}

function isPrimary(entry: Entry): boolean {
  return entry.primary === true
}

function objectAt(info: ContactInfo, key: string): ContactInfo {
  const value = info[key]
  return isObject(value) ? value : {}
}
