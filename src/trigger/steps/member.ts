import { type Change, previousValues, toAssignments, toFields } from '../changes.js'
import type { Made, Step } from '../types.js'
import { idOf } from './answer.js'
import { cannotSetBack, describe } from './badge.js'

/** Fields of a member that its API takes. */
export const memberFields = ['loginEmail', 'privacyStatus', 'contact', 'profile']

export function createMember(fields: Readonly<Record<string, unknown>>): Step {
  return {
    effect: 'makes',
    thing: 'member',
    act: () => ({
      does: `create member ${fields.loginEmail}`,
      call: { module: 'members', method: 'createMember', args: [{ member: fields }] },
      causes: 'member-created',
      permission: 'MEMBERS.MEMBER_CREATE',
    }),
    example: { ...fields, _id: '<new member>' },
    learn: (member, made) => ({
      ...made,
      memberId: idOf(member, 'createMember'),
      entity: { ...fields, ...member },
    }),
    undo(made) {
      if (made.memberId === undefined) return null
      return {
        ...deletion(made),
        thing: 'member',
        command: ['member-deleted', '--member', made.memberId],
      }
    },
  }
}

/** @param isUndone - whether the fields have to be set back later */
export function readMember(changes: readonly Change[], isUndone: boolean): Step {
  return {
    effect: 'reads',
    thing: 'member',
    act: ({ memberId }) => ({
      does: `read member ${memberId}`,
      call: { module: 'members', method: 'getMember', args: [memberId, { fieldsets: ['FULL'] }] },
      causes: null,
      permission: 'MEMBERS.MEMBER_READ',
    }),
    example: toFields(changes.map(({ path }) => ({ path, value: '<as it was>' }))),
    learn(member, made) {
      if (isUndone && previousValues(changes, member) === null) throw cannotSetBack(changes)
      return { ...made, entity: member }
    },
  }
}

export function updateMember(changes: readonly Change[]): Step {
  const act = ({ memberId }: Made, set: readonly Change[]) => ({
    does: `set ${describe(set)} of member ${memberId}`,
    call: {
      module: 'members' as const,
      method: 'updateMember',
      args: [memberId, toFields(set)],
    },
    causes: 'member-updated' as const,
    permission: 'MEMBERS.MEMBER_UPDATE',
  })
  return {
    effect: 'changes',
    thing: 'member',
    act: (made) => act(made, changes),
    example: {},
    undo(made) {
      const before = made.entity === undefined ? null : previousValues(changes, made.entity)
      if (before === null || made.memberId === undefined) return null
      return {
        ...act(made, before),
        thing: 'member',
        command: ['member-updated', '--member', made.memberId, ...toAssignments(before)],
      }
    },
  }
}

export function deleteMember(): Step {
  return { effect: 'ends', thing: 'member', act: deletion, example: {} }
}

function deletion({ memberId }: Made) {
  return {
    does: `delete member ${memberId}`,
    call: { module: 'members' as const, method: 'deleteMember', args: [memberId] },
    causes: 'member-deleted' as const,
    permission: 'MEMBERS.MEMBER_DELETE',
  }
}
