import { createMethods, type Dialect } from './dialect.js'
import { findMember } from './members.js'
import { fieldsOf, listOf } from './records.js'

/** Which roles a site has is not known here, so any key is one. */
export function assignRole(dialect: Dialect, memberId: unknown, roleKey: string): void {
  const { roles } = dialect.host.world.site
  const { _id } = findMember(dialect, memberId)
  roles.set(_id, (roles.get(_id) ?? new Set()).add(roleKey))
}

export function removeRole(dialect: Dialect, memberId: unknown, roleKey: string): void {
  const { _id } = findMember(dialect, memberId)
  dialect.host.world.site.roles.get(_id)?.delete(roleKey)
}

export function roleKeysOf({ host }: Dialect, memberId: string): string[] {
  return [...(host.world.site.roles.get(memberId) ?? [])]
}

/**
 * Makes `authorization` of `wix-members.v2` and `@wix/members`.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/authorization/introduction
 */
export function createAuthorizationService(dialect: Dialect) {
  const { host } = dialect
  // The titles of roles are not known.
  const rolesOf = (memberId: string) =>
    roleKeysOf(dialect, memberId).map((roleKey) => ({ roleKey, title: roleKey }))
  return {
    ...createMethods(dialect, 'authorization.', true, {
      assignRole: (memberId: string, roleKey: string) => {
        assignRole(dialect, memberId, roleKey)
        return { roleKey }
      },
      unassignRole: (memberId: string, roleKey: string) => {
        removeRole(dialect, memberId, roleKey)
        return { roleKey }
      },
    }),
    ...createMethods(dialect, 'authorization.', false, {
      getRoles: (memberId: string) => ({ roles: rolesOf(findMember(dialect, memberId)._id) }),
      queryRoles: (options?: object) => {
        const { memberId } = fieldsOf(fieldsOf(fieldsOf(options).query).filter)
        const asked = memberId === undefined ? [...host.world.site.roles.keys()] : idsIn(memberId)
        return {
          rolesByMemberId: Object.fromEntries(asked.map((id) => [id, { roles: rolesOf(id) }])),
        }
      },
    }),
  }
}

function idsIn(condition: unknown): string[] {
  if (typeof condition === 'string') return [condition]
  const { $in, $eq } = fieldsOf(condition)
  return [...listOf($in), $eq].filter((id) => typeof id === 'string')
}
