import type { ModuleDouble } from '../double.js'
import type { Member } from '../site-state.js'
import { createAuthentication } from './members/authentication.js'
import { createCurrentMemberMethod } from './members/current-member.js'
import { createMethods, type Dialect, veloDialect } from './members/dialect.js'
import { type FieldsetOptions, viewStableMember } from './members/member-view.js'
import { changeMember, deleteMember, findMember, updateMember } from './members/members.js'
import { createStableAuthorization } from './members/stable-authorization.js'
import { createStableBadges } from './members/stable-badges.js'

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
        // The introduction keeps all but `currentMember` to collaborators of the site.
        badges: createStableBadges(dialect, true),
        members: createMembers(dialect),
        authorization: createStableAuthorization(dialect, 'authorization'),
        authentication: createAuthentication(dialect, 'authentication.', true),
        currentMember: createCurrentMember(dialect),
      },
    }
  },
}

function createMembers(dialect: Dialect) {
  const clear = (id: string, list: string) => {
    const member = findMember(dialect, id)
    const contact: Member['contact'] = { ...member.contact, [list]: [] }
    return viewStableMember(changeMember(dialect, member, { contact }), full)
  }
  return createMethods(dialect, 'members.', true, {
    getMember: (id: string, options?: FieldsetOptions) =>
      viewStableMember(findMember(dialect, id), options),
    updateMember: (id: string, info: object) =>
      viewStableMember(updateMember(dialect, id, info), full),
    deleteMember: (id: string): void => deleteMember(dialect, id),
    deleteMemberAddresses: (id: string) => clear(id, 'addresses'),
    deleteMemberEmails: (id: string) => clear(id, 'emails'),
    deleteMemberPhones: (id: string) => clear(id, 'phones'),
  })
}

function createCurrentMember(dialect: Dialect): Record<string, unknown> {
  const fails = createCurrentMemberMethod(dialect)
  const names = ['getMember', 'getRoles', 'makeProfilePrivate', 'makeProfilePublic', 'updateSlug']
  return Object.fromEntries(names.map((name) => [name, fails(`currentMember.${name}`)]))
}
