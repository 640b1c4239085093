import type { EventKey } from '../../../catalog/keys.js'
import { nearest } from '../../../catalog/suggest.js'
import { parsePath } from '../../../event/path.js'
import { subjectsOf } from '../../../event/subjects.js'
import type { EventObject } from '../../../event/types.js'
import type { SiteOverride } from '../../site-override.js'
import type { Member, SiteState } from '../../site-state.js'
import { storeMember } from './members.js'
import { dateOf, type Fields, fieldsOf } from './records.js'

/**
 * Changes the member, the badge or the contact that the event is about. The contact follows its
 * member.
 *
 * @returns what is wrong with the overrides, in words; the rest of them is applied
 */
export function applySiteOverrides(
  site: SiteState,
  key: EventKey,
  event: EventObject,
  overrides: readonly SiteOverride[],
): string[] {
  return overrides.flatMap(({ path, value }) => {
    const [root = '', ...names] = (parsePath(path) ?? [path]).map((segment) =>
      String(otherNames.get(segment) ?? segment),
    )
    if (!Object.hasOwn(shapes, root)) {
      return [`world.${path}: there is no "${root}"${didYouMean(root, Object.keys(shapes), '')}`]
    }
    const problem = findProblem(root, names)
    if (problem !== undefined) return [`world.${path}: ${problem}`]
    const target = findTarget(site, key, event, root)
    if (!target) return [`world.${path}: the event "${key}" leaves no ${root} to change`]
    if (root === 'member') changeMember(site, target as unknown as Member, names, value)
    else write(target, names, value)
    return []
  })
}

// Names that the documented samples of members have for the same things.
const otherNames = new Map<unknown, string>([
  ['contactDetails', 'contact'],
  ['profilePhoto', 'photo'],
  ['coverPhoto', 'cover'],
])

interface Shape {
  [name: string]: Shape | null
}

const image: Shape = { _id: null, url: null, height: null, width: null }
const dates: Shape = { _createdDate: null, _updatedDate: null }

/** What may be set: `null` is a value, or a place below which anything may be. */
const shapes: Shape = {
  member: {
    loginEmail: null,
    status: null,
    privacyStatus: null,
    activityStatus: null,
    contact: namesOf(
      'firstName lastName phones emails addresses birthdate company jobTitle customFields',
    ),
    profile: { ...namesOf('nickname slug title'), photo: image, cover: image },
    lastLoginDate: null,
    ...dates,
  },
  badge: {
    ...namesOf('title description backgroundColor textColor icon permissionsEnabled slug revision'),
    ...dates,
  },
  contact: {
    revision: null,
    primaryInfo: namesOf('email phone'),
    info: {
      name: namesOf('first last'),
      ...namesOf('company jobTitle birthdate locale emails phones addresses labelKeys'),
      ...namesOf('extendedFields profilePicture'),
    },
    source: namesOf('sourceType appId'),
    ...dates,
  },
}

function namesOf(names: string): Shape {
  return Object.fromEntries(names.split(' ').map((name) => [name, null]))
}

function findProblem(root: string, names: readonly string[]): string | undefined {
  let shape: Shape | null = shapes[root] ?? null
  const place = [root]
  for (const name of names) {
    if (name === '__proto__') return `${place.join('.')} has no "${name}"`
    if (shape === null) continue
    if (!Object.hasOwn(shape, name)) {
      const prefix = `${place.join('.')}.`
      return `${place.join('.')} has no "${name}"${didYouMean(name, Object.keys(shape), prefix)}`
    }
    shape = shape[name] ?? null
    place.push(name)
  }
  return shape === null ? undefined : `${place.join('.')} is an object; set one of its fields`
}

function didYouMean(name: string, candidates: readonly string[], prefix: string): string {
  const close = nearest(name, candidates)
  const all = close.length > 0 ? close : candidates
  const list = all.map((candidate) => `world.${prefix}${candidate}`).join(', ')
  return close.length > 0 ? `; did you mean ${list}?` : `; there are ${list}`
}

function findTarget(
  site: SiteState,
  key: EventKey,
  event: EventObject,
  root: string,
): Fields | undefined {
  const { memberId = '', badgeId = '' } = subjectsOf(key, event)
  const member = site.members.get(memberId)
  const found =
    root === 'badge'
      ? site.badges.get(badgeId)
      : root === 'member'
        ? member
        : site.contacts.get(member?.contactId ?? '')
  return found as unknown as Fields | undefined
}

function changeMember(site: SiteState, member: Member, names: string[], value: unknown): void {
  const { loginEmail } = member
  write(member as unknown as Fields, names, value)
  const emails = fieldsOf(member.contact).emails
  // The address that a member logs in with is the first of the contact, as on Wix.
  if (Array.isArray(emails) && emails[0] === loginEmail) {
    member.contact.emails = [member.loginEmail, ...emails.slice(1)]
  }
  storeMember(site, member)
}

function write(target: Fields, names: readonly string[], value: unknown): void {
  const [name = '', ...rest] = names
  if (rest.length === 0) {
    target[name] = name.endsWith('Date') ? (dateOf(value) ?? value) : value
    return
  }
  const part = target[name]
  const changed = Array.isArray(part) ? [...part] : fieldsOf(part)
  write(changed as Fields, rest, value)
  target[name] = changed
}
