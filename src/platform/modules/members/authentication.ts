import type { Member } from '../../site-state.js'
import { createMethod, createMethods, type Dialect } from './dialect.js'
import { viewStableMember } from './member-view.js'
import { changeMember, createMember, findMember } from './members.js'
import { fieldsOf } from './records.js'

const full = { fieldsets: ['FULL'] }
const hidden = '(password)'

/**
 * Makes `authentication` of `wix-members-backend`. Tokens are made up; passwords are neither kept
 * nor checked, nor shown.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-members-backend/authentication/introduction
 */
export function createAuthentication(dialect: Dialect, group: string, needsElevation: boolean) {
  const method = createMethod(dialect)
  const secretly = {
    needsElevation,
    show: (email: string, _password: string, ...rest: unknown[]): unknown[] => [
      email,
      hidden,
      ...rest,
    ],
  }
  const setStatus = (email: unknown, status: Member['status']): Member =>
    changeMember(dialect, findByEmail(dialect, email), { status })

  return {
    register: method(
      `${group}register`,
      (email: string, _password: string, options?: object) => {
        const { contactInfo: contact, privacyStatus } = fieldsOf(options)
        checkFree(dialect, email)
        const member = createMember(dialect, { loginEmail: email, contact, privacyStatus })
        return {
          status: 'ACTIVE',
          sessionToken: tokenOf(member),
          member: viewStableMember(member, full),
        }
      },
      secretly,
    ),
    login: method(
      `${group}login`,
      (email: string, _password: string) => tokenOf(findByEmail(dialect, email)),
      secretly,
    ),
    ...createMethods(dialect, group, needsElevation, {
      generateSessionToken: (email: string) => tokenOf(findByEmail(dialect, email)),
      approveByEmail: (email: string) => tokenOf(setStatus(email, 'APPROVED')),
      // Nobody is left pending here, so the token stands for nobody.
      approveByToken: (token: string) => `session-token-of-${token}`,
      blockByEmail: (email: string): void => {
        setStatus(email, 'BLOCKED')
      },
      changeLoginEmail: (memberId: string, loginEmail: string) => {
        const member = findMember(dialect, memberId)
        checkFree(dialect, loginEmail)
        return viewStableMember(changeMember(dialect, member, { loginEmail }), full)
      },
      sendSetPasswordEmail: (email: string): void => {
        findByEmail(dialect, email)
      },
    }),
  }
}

function findByEmail(dialect: Dialect, email: unknown): Member {
  const member = lookUp(dialect, email)
  if (member) return member
  throw dialect.refused({
    status: 404,
    code: '-19999',
    description: `Nobody has the login e-mail address ${String(email)}`,
  })
}

function checkFree(dialect: Dialect, email: unknown): void {
  if (!lookUp(dialect, email)) return
  throw dialect.refused({
    status: 409,
    code: '-19995',
    description: `Somebody has the login e-mail address ${String(email)} already`,
  })
}

function lookUp({ host }: Dialect, email: unknown): Member | undefined {
  return [...host.world.site.members.values()].find(({ loginEmail }) => loginEmail === email)
}

function tokenOf({ _id }: Member): string {
  return `session-token-of-${_id}`
}
