import type { ModuleDouble } from '../double.js'
import type { Member } from '../site-state.js'
import { createAuthentication } from './members/authentication.js'
import { createCurrentMemberMethod } from './members/current-member.js'
import { createMethod, type Dialect, veloDialect } from './members/dialect.js'
import { type FieldsetOptions, viewStableMember } from './members/member-view.js'
import { changeMember, deleteMember, findMember, updateMember } from './members/members.js'
import { fieldsOf } from './members/records.js'
import { assignRole, removeRole } from './members/roles.js'
import { createStableBadges } from './members/stable-badges.js'

// The introduction of the module keeps all but `currentMember` to collaborators of the site.
const rights = { needsElevation: true }
const full = { fieldsets: ['FULL'] }

/**
 * Stands for `wix-members-backend`.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-members-backend/introduction
 */
export const wixMembersBackend: ModuleDouble = {
  names: ['wix-members-backend'],
  create(host) {
    const dialect = veloDialect(host, 'wix-members-backend')
    return {
      named: {
        badges: createStableBadges(dialect, true),
        members: createMembers(dialect),
        authorization: createStableAuthorization(dialect, 'authorization'),
        authentication: createAuthentication(dialect, 'authentication.', true),
        currentMember: createCurrentMember(dialect),
      },
    }
  },
}

/** `assignRole()` and `removeRole()` with the role first, which a member's own rights may do too. */
export function createStableAuthorization(dialect: Dialect, group: string) {
  const method = createMethod(dialect)
  const needsElevation = (_roleId: string, _memberId: string, options?: object): boolean =>
    fieldsOf(options).suppressAuth !== true
  return {
    assignRole: method(
      `${group}.assignRole`,
      (roleId: string, memberId: string, _options?: object): void =>
        assignRole(dialect, memberId, roleId),
      { needsElevation },
    ),
    removeRole: method(
      `${group}.removeRole`,
      (roleId: string, memberId: string, _options?: object): void =>
        removeRole(dialect, memberId, roleId),
      { needsElevation },
    ),
  }
}

function createMembers(dialect: Dialect) {
  const method = createMethod(dialect)
  const clear = (name: string, list: string) =>
    method(
      `members.${name}`,
      (id: string) => {
        const member = findMember(dialect, id)
        const contact: Member['contact'] = { ...member.contact, [list]: [] }
        return viewStableMember(changeMember(dialect, member, { contact }), full)
      },
      rights,
    )
  return {
    getMember: method(
      'members.getMember',
      (id: string, options?: FieldsetOptions) => viewStableMember(findMember(dialect, id), options),
      rights,
    ),
    updateMember: method(
      'members.updateMember',
      (id: string, info: object) => viewStableMember(updateMember(dialect, id, info), full),
      rights,
    ),
    deleteMember: method(
      'members.deleteMember',
      (id: string): void => deleteMember(dialect, id),
      rights,
    ),
    deleteMemberAddresses: clear('deleteMemberAddresses', 'addresses'),
    deleteMemberEmails: clear('deleteMemberEmails', 'emails'),
    deleteMemberPhones: clear('deleteMemberPhones', 'phones'),
  }
}

function createCurrentMember(dialect: Dialect): Record<string, unknown> {
  const fails = createCurrentMemberMethod(dialect)
  const names = ['getMember', 'getRoles', 'makeProfilePrivate', 'makeProfilePublic', 'updateSlug']
  return Object.fromEntries(names.map((name) => [name, fails(`currentMember.${name}`)]))
}
