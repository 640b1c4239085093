import type { EventKey } from '../catalog/keys.js'
import { subjectsOf } from '../event/subjects.js'
import type { EventObject } from '../event/types.js'
import { hasPair } from './assignment-pairs.js'
import { removeMember, storeMember } from './modules/members/members.js'
import { createPastDate, guidOf } from './modules/members/person.js'
import {
  completeBadge,
  completeContact,
  completeMember,
  dateOf,
  type Fields,
  fieldsOf,
  listOf,
} from './modules/members/records.js'
import type { SiteState } from './site-state.js'

export { applySiteOverrides } from './modules/members/site-overrides.js'
export type { SiteOverride } from './site-override.js'

/** Parsed `Members.json`, `Badges.json` and `Contacts.json` of the site's data folder; each a list. */
export interface SiteSeeds {
  members?: unknown
  badges?: unknown
  contacts?: unknown
}

/**
 * Fills the state of a site from its data files. Only `_id` is needed; what else a member or a badge
 * has follows from it, the same each time. A badge may list its members: `"members": ["ann"]`.
 *
 * @throws Error that names the file and the item which cannot be used
 */
export function seedSite(site: SiteState, seeds: SiteSeeds): void {
  for (const seed of itemsOf(seeds.members, 'Members.json')) storeMember(site, completeMember(seed))
  for (const { members, ...seed } of itemsOf(seeds.badges, 'Badges.json')) {
    const badge = completeBadge(seed as typeof seed & { _id: string })
    site.badges.set(badge._id, badge)
    for (const id of listOf(members)) assign(site, badge._id, String(id))
  }
  for (const seed of itemsOf(seeds.contacts, 'Contacts.json')) {
    site.contacts.set(seed._id, completeContact(seed, site.contacts.get(seed._id)))
  }
}

/**
 * Brings the state to what it is on Wix when the event arrives: before `assigned` the member and the
 * badge exist and the assignment is there, after `deleted` the badge is gone.
 */
export function completeFromEvent(site: SiteState, key: EventKey, event: EventObject): void {
  const { memberId, badgeId } = subjectsOf(key, event)
  const isGone = /deleted|unassigned/.test(key)
  if (key.startsWith('member-') && memberId !== undefined) {
    if (isGone) removeMember(site, memberId)
    else storeMember(site, completeMember({ ...fieldsOf(event.entity), _id: memberId }))
  } else if (memberId !== undefined && badgeId !== undefined) {
    if (isGone) unassign(site, key, event, badgeId, memberId)
    else assign(site, badgeId, memberId, event)
  } else if (badgeId !== undefined) {
    if (isGone) removeBadge(site, badgeId)
    else setBadge(site, badgeId, fieldsOf(event.entity))
  } else if (key === 'assignment-deleted') {
    removeAssignment(site, event.metadata.entityId)
  }
}

function setBadge(site: SiteState, _id: string, entity: Fields): void {
  const { revision = 0 } = site.badges.get(_id) ?? {}
  site.badges.set(_id, completeBadge({ revision: revision + 1, ...entity, _id }))
}

function removeBadge(site: SiteState, id: string): void {
  site.badges.delete(id)
  site.assignments = site.assignments.filter(({ badgeId }) => badgeId !== id)
}

function assign(site: SiteState, badgeId: string, memberId: string, event?: EventObject): void {
  ensurePair(site, badgeId, memberId)
  if (hasPair(site.assignments, badgeId, memberId)) return
  const { _id, _createdDate, _updatedDate } = fieldsOf(event?.entity)
  const id = typeof _id === 'string' ? _id : guidOf(`${badgeId} ${memberId}`)
  const created = dateOf(_createdDate) ?? dateOf(event?.metadata.eventTime) ?? createPastDate(id)
  site.assignments.push({
    _id: id,
    badgeId,
    memberId,
    _createdDate: created,
    _updatedDate: dateOf(_updatedDate) ?? new Date(created.getTime()),
  })
}

function unassign(
  site: SiteState,
  key: EventKey,
  event: EventObject,
  badgeId: string,
  memberId: string,
): void {
  ensurePair(site, badgeId, memberId)
  site.assignments = site.assignments.filter(
    (one) => one.badgeId !== badgeId || one.memberId !== memberId,
  )
  if (key === 'assignment-deleted') removeAssignment(site, event.metadata.entityId)
}

function removeAssignment(site: SiteState, id: string): void {
  site.assignments = site.assignments.filter(({ _id }) => _id !== id)
}

function ensurePair(site: SiteState, badgeId: string, memberId: string): void {
  if (!site.members.has(memberId)) storeMember(site, completeMember({ _id: memberId }))
  if (!site.badges.has(badgeId)) site.badges.set(badgeId, completeBadge({ _id: badgeId }))
}

function itemsOf(seeds: unknown, file: string): (Fields & { _id: string })[] {
  if (seeds === undefined) return []
  if (!Array.isArray(seeds)) throw new Error(`${file} is not a JSON array`)
  return seeds.map((seed: unknown, index) => {
    const { _id, ...fields } = fieldsOf(seed)
    if (typeof _id === 'string' && _id !== '') return { ...fields, _id }
    throw new Error(`item ${index} of ${file} has no _id`)
  })
}
