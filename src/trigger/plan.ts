import type { EventKey } from '../catalog/index.js'
import { toFields } from './changes.js'
import type { TriggerRequest } from './request.js'
import { type AssignmentSteps, assignmentsV3, assignmentsV4 } from './steps/assignment.js'
import {
  type BadgeApi,
  badgesV3,
  badgesV4,
  createBadge,
  deleteBadge,
  readBadge,
  updateBadge,
} from './steps/badge.js'
import { createMember, deleteMember, readMember, updateMember } from './steps/member.js'
import type { Made, Plan, Step } from './types.js'

/** The same happening in the other API; whether one call causes both events is not documented. */
const twins: Partial<Record<EventKey, EventKey>> = {
  assigned: 'assignment-created',
  unassigned: 'assignment-deleted',
  created: 'created-v4',
  updated: 'updated-v4',
  deleted: 'deleted-v4',
}

type Steps = (request: TriggerRequest) => readonly Step[]

/** The steps of each event. */
const steps: Record<EventKey, Steps> = {
  assigned: (request) => assigned(request, badgesV3, assignmentsV3),
  unassigned: (request) => unassigned(request, badgesV3, assignmentsV3),
  created: (request) => [createBadge(badgesV3, newBadge(request))],
  updated: (request) => updated(request, badgesV3),
  deleted: (request) => [...badgeFor(request, badgesV3), deleteBadge(badgesV3)],
  'created-v4': (request) => [createBadge(badgesV4, newBadge(request))],
  'updated-v4': (request) => updated(request, badgesV4),
  'deleted-v4': (request) => [...badgeFor(request, badgesV4), deleteBadge(badgesV4)],
  'assignment-created': (request) => assigned(request, badgesV4, assignmentsV4),
  'assignment-deleted': (request) => unassigned(request, badgesV4, assignmentsV4),
  'member-created': (request) => [createMember(newMember(request))],
  'member-updated': memberUpdated,
  'member-deleted': (request) => [...memberFor(request), deleteMember()],
}

/** How the event is caused, and by how many calls. */
export function planTrigger(request: TriggerRequest): Plan {
  const { key, badgeId, memberId } = request
  const given: Made = {
    ...(badgeId === undefined ? {} : { badgeId }),
    ...(memberId === undefined ? {} : { memberId }),
  }
  const twin = twinOf(key)
  return {
    key,
    awaited: twin === undefined ? [key] : [key, twin],
    subject: key.startsWith('member-') || key.includes('assign') ? 'memberId' : 'badgeId',
    given,
    steps: steps[key](request),
  }
}

/**
 * The event of the same happening in one API: `assigned` in v4 is `assignment-created`. Undefined for
 * events of members, which there is only one API for.
 */
export function eventIn(api: 'v3' | 'v4', key: EventKey): EventKey | undefined {
  const twin = twinOf(key)
  if (twin === undefined) return undefined
  return (twins[key] === undefined) === (api === 'v4') ? key : twin
}

function twinOf(key: EventKey): EventKey | undefined {
  const [older] = Object.entries(twins).find(([, newer]) => newer === key) ?? []
  return twins[key] ?? (older as EventKey | undefined)
}

function assigned(
  request: TriggerRequest,
  api: BadgeApi,
  { look, assign }: AssignmentSteps,
): readonly Step[] {
  const isChecked = request.cleanup && request.badgeId !== undefined
  return [...badgeFor(request, api), ...(isChecked ? [look(false)] : []), assign]
}

function unassigned(
  request: TriggerRequest,
  api: BadgeApi,
  { look, assign, unassign, needsLook }: AssignmentSteps,
): readonly Step[] {
  if (request.badgeId === undefined) return [...badgeFor(request, api), assign, unassign]
  return [...(needsLook || request.cleanup ? [look(true)] : []), unassign]
}

function updated(request: TriggerRequest, api: BadgeApi): readonly Step[] {
  const { changes, badgeId, cleanup } = request
  const before = badgeId === undefined ? badgeFor(request, api) : [readBadge(api, changes, cleanup)]
  return [...before, updateBadge(api, changes)]
}

function memberUpdated(request: TriggerRequest): readonly Step[] {
  const { memberId, cleanup, tag } = request
  const changes = request.changes ?? [{ path: ['profile', 'title'], value: `Changed ${tag}` }]
  const before = memberId === undefined ? memberFor(request) : [readMember(changes, cleanup)]
  return [...before, updateMember(changes)]
}

/** Makes a badge, unless one was given. */
function badgeFor({ badgeId, tag }: TriggerRequest, api: BadgeApi): readonly Step[] {
  return badgeId === undefined ? [createBadge(api, newBadge({ changes: null, tag }))] : []
}

function memberFor({ memberId, tag }: TriggerRequest): readonly Step[] {
  return memberId === undefined ? [createMember(newMember({ changes: null, tag }))] : []
}

/** The API wants these three. The colours are those that Wix documents as its defaults. */
function newBadge({ changes, tag }: Pick<TriggerRequest, 'changes' | 'tag'>) {
  return {
    title: `badge-events ${tag}`,
    backgroundColor: '#796EFF',
    textColor: '#FFFFFF',
    ...toFields(changes ?? []),
  }
}

/** example.com is set aside for examples, so no letter reaches anyone. RFC 2606 */
function newMember({ changes, tag }: Pick<TriggerRequest, 'changes' | 'tag'>) {
  return {
    loginEmail: `badge-events-${tag}@example.com`,
    ...toFields(changes ?? []),
  }
}
