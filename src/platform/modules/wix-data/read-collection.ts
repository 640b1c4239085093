import type { Badge, Member } from '../../site-state.js'
import type { Item, World } from '../../world.js'
import { createDataError } from './errors.js'

/**
 * Gives the items of a collection, those of the collections that Wix Members brings included: they
 * show the members and badges of the site.
 */
export function readCollection(world: World, name: string): Map<string, Item> {
  const stored = world.collection(name)
  const view = isMembersCollection(name) ? views[name] : undefined
  if (!view) return stored
  // Seeds of such a collection are kept: they may have the fields that the site added.
  const items = new Map(stored)
  for (const item of view(world)) items.set(item._id, { ...items.get(item._id), ...item })
  return items
}

/** Refuses to write what only other modules write. */
export function checkWritable(name: string): void {
  if (!isMembersCollection(name)) return
  const text = `${name} is read-only: members and badges change through their own modules`
  throw createDataError({ code: 'WDE0027', text })
}

/** The most items of one page. */
export function maxLimitOf(name: string): number {
  return name === 'Members/FullData' ? 100 : 1000
}

type View = (world: World) => Item[]

const ofMembers =
  (show: (member: Member) => Record<string, unknown>): View =>
  ({ site }) =>
    [...site.members.values()].map((member) => {
      const { _id, _createdDate, _updatedDate } = member
      return strip({ _id, ...show(member), _createdDate, _updatedDate })
    })

const views = {
  'Members/Badges': ({ site }: World) => [...site.badges.values()].map(showBadge),
  'Members/FullData': ofMembers(({ loginEmail, status, contact, profile }) => ({
    loginEmail,
    ...nameOf(contact),
    phone: firstOf(contact.phones),
    ...publicOf(profile),
    status,
  })),
  'Members/PrivateMembersData': ofMembers(({ loginEmail, contactId, contact, profile }) => {
    const { firstName, lastName } = nameOf(contact)
    return {
      loginEmail,
      name: [firstName, lastName].filter(Boolean).join(' ') || profile.nickname,
      firstName,
      lastName,
      nickname: profile.nickname,
      picture: publicOf(profile).profilePhoto,
      contactId,
      mainPhone: firstOf(contact.phones),
      contactEmail: firstOf(contact.emails) ?? loginEmail,
      birthday: contact.birthdate,
    }
  }),
  'Members/PublicData': ofMembers(({ profile }) => ({
    ...publicOf(profile),
    title: profile.title,
  })),
} satisfies Record<string, View>

function isMembersCollection(name: string): name is keyof typeof views {
  return Object.hasOwn(views, name)
}

function showBadge(badge: Badge): Item {
  const { _id, title, description, backgroundColor, textColor, icon } = badge
  return strip({ _id, title, description, backgroundColor, textColor, icon })
}

function nameOf({ firstName, lastName }: Member['contact']) {
  return { firstName, lastName }
}

function publicOf({ nickname, slug, photo }: Member['profile']) {
  const url = typeof photo === 'object' && photo !== null && 'url' in photo ? photo.url : photo
  return { nickname, slug, profilePhoto: url }
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined
}

function strip(fields: Record<string, unknown> & { _id: string }): Item {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(known), _id: fields._id }
}
