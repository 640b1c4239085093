import type { Assignment } from '../../site-state.js'
import { type BadgeApi, findBadge } from './badges.js'
import { toEventValue } from './copy.js'
import { type Dialect, idsOf, notFound } from './dialect.js'
import { findMember } from './members.js'

/**
 * Gives a badge to members. What Wix does for one who has it already is not known: here nothing
 * happens again, and no event follows.
 */
export function assignBadge(
  dialect: Dialect,
  badgeId: unknown,
  memberIds: unknown,
  api: BadgeApi,
): Assignment[] {
  const { world } = dialect.host
  const badge = findBadge(dialect, badgeId)
  const members = idsOf(dialect, 'memberIds', memberIds).map((id) => findMember(dialect, id))
  return members.map(({ _id: memberId }) => {
    const known = findPair(dialect, badge._id, memberId)
    if (known) return known
    const now = world.now()
    const assignment: Assignment = {
      _id: world.newId(),
      badgeId: badge._id,
      memberId,
      _createdDate: now,
      _updatedDate: now,
    }
    world.site.assignments.push(assignment)
    fire(dialect, assignment, api === 'v4' ? 'assignment-created' : 'assigned')
    return assignment
  })
}

/** Takes a badge from members; for one who has not got it nothing happens. */
export function unassignBadge(dialect: Dialect, badgeId: unknown, memberIds: unknown): void {
  const badge = findBadge(dialect, badgeId)
  for (const memberId of idsOf(dialect, 'memberIds', memberIds)) {
    const known = findPair(dialect, badge._id, findMember(dialect, memberId)._id)
    if (known) remove(dialect, known, 'unassigned')
  }
}

export function deleteAssignment(dialect: Dialect, id: unknown): Assignment {
  const known = dialect.host.world.site.assignments.find(({ _id }) => _id === id)
  if (!known) throw notFound(dialect, 'badge assignment', id)
  remove(dialect, known, 'assignment-deleted')
  return known
}

export function memberIdsOf({ host }: Dialect, badgeId: string): string[] {
  return host.world.site.assignments
    .filter((assignment) => assignment.badgeId === badgeId)
    .map(({ memberId }) => memberId)
}

/** The badges of each member that was asked for, those without one included. */
export function badgeIdsOf(
  dialect: Dialect,
  memberIds: unknown,
): { memberId: string; badgeIds: string[] }[] {
  const { assignments } = dialect.host.world.site
  return idsOf(dialect, 'memberIds', memberIds).map((memberId) => ({
    memberId,
    badgeIds: assignments
      .filter((assignment) => assignment.memberId === memberId)
      .map(({ badgeId }) => badgeId),
  }))
}

function findPair({ host }: Dialect, badgeId: string, memberId: string): Assignment | undefined {
  return host.world.site.assignments.find(
    (assignment) => assignment.badgeId === badgeId && assignment.memberId === memberId,
  )
}

type AssignmentEvent = 'assigned' | 'unassigned' | 'assignment-created' | 'assignment-deleted'

function remove(dialect: Dialect, assignment: Assignment, event: AssignmentEvent): void {
  const { site } = dialect.host.world
  site.assignments = site.assignments.filter((one) => one !== assignment)
  fire(dialect, assignment, event)
}

// Whether Wix sends the events of both services for one assignment is not known: here those of the
// service that was called.
function fire({ host }: Dialect, assignment: Assignment, event: AssignmentEvent): void {
  const { _id, badgeId, memberId } = assignment
  if (event === 'assigned' || event === 'unassigned') {
    host.world.fires(event, { data: { memberId }, metadata: { entityId: badgeId } })
  } else {
    host.world.fires(event, { entity: toEventValue(assignment), metadata: { entityId: _id } })
  }
}
