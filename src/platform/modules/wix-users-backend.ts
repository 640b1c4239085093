import type { ModuleDouble } from '../double.js'
import type { Member } from '../site-state.js'
import { createAuthentication } from './members/authentication.js'
import { warnNoMember } from './members/current-member.js'
import { createMethod, createMethods, type Dialect, veloDialect } from './members/dialect.js'
import { deleteMember, findMember } from './members/members.js'
import { withoutEmpty } from './members/records.js'
import { createStableAuthorization } from './members/stable-authorization.js'
import { createStableBadges } from './members/stable-badges.js'

/**
 * Stands for the deprecated `wix-users-backend`.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-users-backend/introduction
 */
export const wixUsersBackend: ModuleDouble = {
  names: ['wix-users-backend'],
  create(host) {
    const dialect = veloDialect(host, 'wix-users-backend')
    const api = {
      // Its pages say nothing of rights, so none are asked for.
      badges: createStableBadges(dialect, false),
      roles: createStableAuthorization(dialect, 'roles'),
      currentUser: createCurrentUser(dialect),
      ...createMethods(dialect, '', false, {
        getUser: (userId: string) => toUser(findMember(dialect, userId)),
        deleteUser: (userId: string): void => deleteMember(dialect, userId),
        emailUser: (_emailId: string, userId: string, _options?: object): void => {
          findMember(dialect, userId)
        },
      }),
      ...createAuthentication(dialect, '', false),
    }
    return { default: api, named: api }
  },
}

function createCurrentUser(dialect: Dialect) {
  const method = createMethod(dialect)
  const nobody = <T>(name: string, answer: () => T) =>
    method(`currentUser.${name}`, () => {
      warnNoMember(dialect, `currentUser.${name}`)
      return answer()
    })
  return {
    // The id of somebody who is not logged in is that of the visitor, which an event has not.
    id: null,
    loggedIn: false,
    role: 'Visitor',
    getEmail: nobody('getEmail', () => {
      throw dialect.refused({
        status: 404,
        code: 'NOT_FOUND',
        description: 'There is no logged-in user',
      })
    }),
    getRoles: nobody('getRoles', () => []),
    getPricingPlans: nobody('getPricingPlans', () => []),
  }
}

function toUser(member: Member): Record<string, unknown> {
  const { contact, profile, status, loginEmail } = member
  const { firstName, lastName, emails, phones } = contact
  return withoutEmpty({
    id: member._id,
    memberName: profile.nickname,
    firstName,
    lastName,
    nickname: profile.nickname,
    slug: profile.slug,
    status: status === 'APPROVED' ? 'ACTIVE' : status,
    loginEmail,
    emails,
    phones,
    creationDate: member._createdDate,
    lastUpdateDate: member._updatedDate,
    lastLoginDate: member.lastLoginDate,
  })
}
