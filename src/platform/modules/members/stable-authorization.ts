import { createMethod, type Dialect } from './dialect.js'
import { fieldsOf } from './records.js'
import { assignRole, removeRole } from './roles.js'

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
