import type { Member } from '../../site-state.js'
import { createCurrentMemberMethod } from './current-member.js'
import { createMethod, createMethods, type Dialect } from './dialect.js'
import { type FieldsetOptions, type MemberView, needsRights, viewMember } from './member-view.js'
import { changeMember, createMember, deleteMember, findMember, updateMember } from './members.js'
import { type PagingOptions, pageOf } from './paging.js'
import { QueryBuilder } from './query.js'
import { findAtOnce } from './query-method.js'
import { fieldsOf, toSlug } from './records.js'

const full = { fieldsets: ['FULL'] }

const filterFields = [
  '_id',
  'loginEmail',
  'status',
  'contactId',
  'contact.firstName',
  'contact.lastName',
  'profile.nickname',
  'profile.slug',
  'privacyStatus',
]

/**
 * Makes `members` of `wix-members.v2` and `@wix/members`.
 *
 * @param deleted - gives what a deletion resolves to
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/members/introduction
 */
export function createMembersService(dialect: Dialect, deleted: () => void) {
  const method = createMethod(dialect)
  const { host } = dialect
  const ofCurrentMember = createCurrentMemberMethod(dialect)
  const rights = { needsElevation: true }

  /** A method that changes one member, and gives it wrapped. */
  const change = (name: string, changes: (member: Member, ...args: string[]) => Partial<Member>) =>
    method(
      `members.${name}`,
      (_id: string, ...args: string[]): { member: MemberView } => {
        const member = findMember(dialect, _id)
        return { member: viewMember(changeMember(dialect, member, changes(member, ...args)), full) }
      },
      rights,
    )

  const without = (list: string) => (member: Member) => ({
    contact: { ...member.contact, [list]: [] },
  })

  function queryMembers(
    query: { filter: object | null },
    options?: FieldsetOptions,
  ): Promise<Record<string, unknown>>
  function queryMembers(options?: FieldsetOptions): QueryBuilder<MemberView>
  function queryMembers(first?: object, second?: FieldsetOptions) {
    const isQuery = ['filter', 'sort', 'paging'].some((key) => key in fieldsOf(first))
    const options = isQuery ? second : first
    const source = {
      dialect,
      method: 'members.queryMembers',
      all: () =>
        [...host.world.site.members.values()].map((member) => ({
          item: member,
          view: viewMember(member, options),
        })),
      fields: filterFields,
      paging: 'offset' as const,
      needsElevation: needsRights(options) && !host.isElevated(),
    }
    return isQuery ? findAtOnce(source, 'members', fieldsOf(first)) : new QueryBuilder(source)
  }

  return {
    Set: { PUBLIC: 'PUBLIC', EXTENDED: 'EXTENDED', FULL: 'FULL' },
    getMember: method(
      'members.getMember',
      (_id: string, options?: FieldsetOptions) => viewMember(findMember(dialect, _id), options),
      { needsElevation: (_id, options?) => needsRights(options) },
    ),
    listMembers: method(
      'members.listMembers',
      (options?: FieldsetOptions & PagingOptions) => {
        const { items, metadata } = pageOf([...host.world.site.members.values()], options, 100, 50)
        return { members: items.map((member) => viewMember(member, options)), metadata }
      },
      { needsElevation: needsRights },
    ),
    queryMembers,
    ...createMethods(dialect, 'members.', true, {
      createMember: (options?: object) => {
        const { member = options } = fieldsOf(options)
        return viewMember(createMember(dialect, member), full)
      },
      updateMember: (_id: string, member: object) =>
        viewMember(updateMember(dialect, _id, member), full),
      deleteMember: (_id: string): void => {
        deleteMember(dialect, _id)
        return deleted()
      },
    }),
    approveMember: change('approveMember', () => ({ status: 'APPROVED' })),
    blockMember: change('blockMember', () => ({ status: 'BLOCKED' })),
    muteMember: change('muteMember', () => ({ activityStatus: 'MUTED' })),
    unmuteMember: change('unmuteMember', () => ({ activityStatus: 'ACTIVE' })),
    updateMemberSlug: change('updateMemberSlug', ({ profile }, slug = '') => ({
      profile: { ...profile, slug: toSlug(slug) },
    })),
    deleteMemberPhones: change('deleteMemberPhones', without('phones')),
    deleteMemberEmails: change('deleteMemberEmails', without('emails')),
    deleteMemberAddresses: change('deleteMemberAddresses', without('addresses')),
    getCurrentMember: ofCurrentMember('members.getCurrentMember'),
    updateCurrentMemberSlug: ofCurrentMember('members.updateCurrentMemberSlug'),
    joinCommunity: ofCurrentMember('members.joinCommunity'),
    leaveCommunity: ofCurrentMember('members.leaveCommunity'),
    deleteMyMember: ofCurrentMember('members.deleteMyMember'),
  }
}
