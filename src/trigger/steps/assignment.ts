import { BadgeEventsError } from '../../errors.js'
import type { Made, Step, Undo } from '../types.js'
import { idOf, recordsIn } from './answer.js'

/** The steps around an assignment, in either API. */
export interface AssignmentSteps {
  /**
   * Looks whether the member has the badge, and stops the plan when that is not as expected: then
   * taking the change back would leave the site in another state than before.
   */
  look(isExpected: boolean): Step
  assign: Step
  unassign: Step
  /** Taking a badge away needs the id of the assignment, which only a look gives. */
  needsLook: boolean
}

const words = {
  assign: ({ badgeId, memberId }: Made) => `assign badge ${badgeId} to member ${memberId}`,
  unassign: ({ badgeId, memberId }: Made) => `take badge ${badgeId} from member ${memberId}`,
  look: ({ badgeId, memberId }: Made) => `look whether member ${memberId} has badge ${badgeId}`,
}

export const assignmentsV3: AssignmentSteps = {
  needsLook: false,
  look: (isExpected) => ({
    effect: 'reads',
    thing: 'assignment',
    act: (made) => ({
      does: words.look(made),
      call: { module: 'badges', method: 'listBadgesPerMember', args: [[made.memberId]] },
      causes: null,
      permission: 'BADGES.BADGE_READ_MEMBERS',
    }),
    example: { isExample: true },
    learn(answer, made) {
      const { badgeId, memberId } = made
      const has = recordsIn(answer, 'memberBadgeIds').some(
        (one) =>
          one.memberId === memberId &&
          Array.isArray(one.badgeIds) &&
          one.badgeIds.includes(badgeId),
      )
      return expectAssignment(answer, has, isExpected, made)
    },
  }),
  assign: {
    effect: 'makes',
    thing: 'assignment',
    act: (made) => v3(made, 'assign'),
    example: {},
    undo: (made) => takenBack(v3(made, 'unassign'), 'unassigned', made),
  },
  unassign: {
    effect: 'ends',
    thing: 'assignment',
    act: (made) => v3(made, 'unassign'),
    example: {},
    undo: (made) => takenBack(v3(made, 'assign'), 'assigned', made),
  },
}

export const assignmentsV4: AssignmentSteps = {
  needsLook: true,
  look: (isExpected) => ({
    effect: 'reads',
    thing: 'assignment',
    act: (made) => ({
      does: words.look(made),
      call: {
        module: 'badgeAssignments',
        method: 'queryBadgeAssignments',
        args: [],
        chain: [['eq', 'badgeId', made.badgeId], ['eq', 'memberId', made.memberId], ['find']],
      },
      causes: null,
      permission: 'BADGE_ASSIGNMENTS.BADGE_ASSIGNMENT_READ',
    }),
    example: { isExample: true, items: isExpected ? [{ _id: '<assignment>' }] : [] },
    learn(answer, made) {
      const [first] = recordsIn(answer, 'items')
      const known = expectAssignment(answer, first !== undefined, isExpected, made)
      return first ? { ...known, assignmentId: idOf(first, 'queryBadgeAssignments') } : known
    },
  }),
  assign: {
    effect: 'makes',
    thing: 'assignment',
    act: v4Assign,
    example: { _id: '<new assignment>' },
    learn: (answer, made) => ({
      ...made,
      assignmentId: idOf(answer, 'createBadgeAssignment'),
    }),
    undo: (made) =>
      made.assignmentId === undefined
        ? null
        : takenBack(v4Unassign(made), 'assignment-deleted', made),
  },
  unassign: {
    effect: 'ends',
    thing: 'assignment',
    act: v4Unassign,
    example: {},
    undo: (made) => takenBack(v4Assign(made), 'assignment-created', made),
  },
}

function v3(made: Made, verb: 'assign' | 'unassign') {
  return {
    does: words[verb](made),
    call: {
      module: 'badges' as const,
      method: `${verb}Badge`,
      args: [made.badgeId, [made.memberId]],
    },
    causes: `${verb}ed` as const,
    permission: 'BADGES.BADGE_ASSIGN',
  }
}

function v4Assign(made: Made) {
  const { badgeId, memberId } = made
  return {
    does: words.assign(made),
    call: {
      module: 'badgeAssignments' as const,
      method: 'createBadgeAssignment',
      args: [{ badgeId, memberId }],
    },
    causes: 'assignment-created' as const,
    permission: 'BADGE_ASSIGNMENTS.BADGE_ASSIGNMENT_CREATE',
  }
}

function v4Unassign(made: Made) {
  return {
    does: words.unassign(made),
    call: {
      module: 'badgeAssignments' as const,
      method: 'deleteBadgeAssignment',
      args: [made.assignmentId],
    },
    causes: 'assignment-deleted' as const,
    permission: 'BADGE_ASSIGNMENTS.BADGE_ASSIGNMENT_DELETE',
  }
}

function takenBack(
  act: Omit<Undo, 'thing' | 'command'>,
  key: string,
  { badgeId = '', memberId = '' }: Made,
): Undo {
  return { ...act, thing: 'assignment', command: [key, '--badge', badgeId, '--member', memberId] }
}

function expectAssignment(
  answer: Readonly<Record<string, unknown>>,
  has: boolean,
  isExpected: boolean,
  made: Made,
): Made {
  if (has === isExpected || answer.isExample === true) return made
  const { badgeId, memberId } = made
  throw new BadgeEventsError(
    'CHANGE_REFUSED',
    has
      ? `Nothing was changed: member ${memberId} has badge ${badgeId} already, and --cleanup would take it away`
      : `Nothing was changed: member ${memberId} does not have badge ${badgeId}`,
    {
      hint: has
        ? 'Name another member or badge, leave out --badge to have one made for it, or leave out --cleanup.'
        : 'Name a badge that the member has, or leave out --badge to have one made and assigned for it.',
    },
  )
}
