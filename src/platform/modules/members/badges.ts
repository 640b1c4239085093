import type { Badge } from '../../site-state.js'
import { toEventValue } from './copy.js'
import { type Dialect, idsOf, notFound } from './dialect.js'
import { completeBadge, type Fields, fieldsOf, toSlug, withoutEmpty } from './records.js'

/** Which of the two badge services was called: its own events follow. */
export type BadgeApi = 'v3' | 'v4'

export function findBadge(dialect: Dialect, id: unknown): Badge {
  const badge = typeof id === 'string' ? dialect.host.world.site.badges.get(id) : undefined
  if (!badge) throw notFound(dialect, 'badge', id)
  return badge
}

export function createBadge(dialect: Dialect, info: unknown, api: BadgeApi): Badge {
  const { world } = dialect.host
  const given = fieldsOf(info)
  if (typeof given.title !== 'string' || given.title === '') {
    throw dialect.invalid({ field: 'badge.title', description: 'must not be empty' })
  }
  const badge = completeBadge({
    ...changeable(given),
    _id: world.newId(),
    slug: freeSlug(dialect, given.title),
    _createdDate: world.now(),
  })
  world.site.badges.set(badge._id, badge)
  fire(dialect, 'created', badge, api)
  return badge
}

/** Only the given fields change; the slug follows the title. */
export function updateBadge(dialect: Dialect, id: unknown, info: unknown, api: BadgeApi): Badge {
  const { world } = dialect.host
  const previous = findBadge(dialect, id)
  const given = fieldsOf(info)
  if (api === 'v4') checkRevision(dialect, previous, given.revision)
  const { title = previous.title, ...changes } = changeable(given)
  const badge = completeBadge({
    ...previous,
    ...changes,
    title,
    slug: title === previous.title ? previous.slug : freeSlug(dialect, String(title)),
    revision: previous.revision + 1,
    _updatedDate: world.now(),
  })
  world.site.badges.set(badge._id, badge)
  fire(dialect, 'updated', badge, api)
  return badge
}

/** Its assignments go with it; whether Wix then sends an event for each is not known, so none is. */
export function deleteBadge(dialect: Dialect, id: unknown, api: BadgeApi): void {
  const { site } = dialect.host.world
  const badge = findBadge(dialect, id)
  site.badges.delete(badge._id)
  site.assignments = site.assignments.filter(({ badgeId }) => badgeId !== badge._id)
  fire(dialect, 'deleted', badge, api)
}

/** Puts the badges into this order, those not named after them. */
export function orderBadges(dialect: Dialect, ids: unknown): Badge[] {
  const { site } = dialect.host.world
  const named = idsOf(dialect, 'badgeIds', ids).map((id) => findBadge(dialect, id))
  const others = [...site.badges.values()].filter((badge) => !named.includes(badge))
  site.badges.clear()
  for (const badge of [...named, ...others]) site.badges.set(badge._id, badge)
  return [...site.badges.values()]
}

/** A badge of the v3 service. */
export function toV3({ revision, ...badge }: Badge): Omit<Badge, 'revision'> {
  return badge
}

/** A badge of the v4 service: with its revision, a number as text. */
export function toV4({ icon, ...badge }: Badge) {
  return { ...badge, revision: String(badge.revision), ...(icon && { icon }) }
}

/** The stable modules know a role in place of `permissionsEnabled`, and print what is empty. */
export function toStable({ revision, permissionsEnabled, ...badge }: Badge) {
  return { description: '', icon: '', ...badge, roleId: badge._id }
}

const settable = ['title', 'description', 'backgroundColor', 'textColor', 'icon']

function changeable(given: Fields): Fields {
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => settable.includes(key) && value !== undefined),
  )
}

function checkRevision(dialect: Dialect, { _id, revision }: Badge, given: unknown): void {
  if (given === undefined || given === null || given === '') {
    throw dialect.invalid({ field: 'badge.revision', description: 'must not be empty' })
  }
  if (String(given) === String(revision)) return
  // That a clash is refused with 409 is documented, its code is not.
  throw dialect.refused({
    status: 409,
    code: 'ABORTED',
    description: `The badge ${_id} has already changed: its revision is ${revision}, not ${given}`,
  })
}

function freeSlug({ host }: Dialect, title: string): string {
  const taken = new Set([...host.world.site.badges.values()].map(({ slug }) => slug))
  const slug = toSlug(title)
  let free = slug
  for (let number = 1; taken.has(free); number += 1) free = `${slug}-${number}`
  return free
}

function fire(
  { host }: Dialect,
  kind: 'created' | 'updated' | 'deleted',
  badge: Badge,
  api: BadgeApi,
): void {
  const entity = withoutEmpty(toEventValue(api === 'v4' ? toV4(badge) : toV3(badge)))
  host.world.fires(api === 'v4' ? `${kind}-v4` : kind, {
    ...(kind !== 'deleted' && { entity }),
    metadata: { entityId: badge._id },
  })
}
