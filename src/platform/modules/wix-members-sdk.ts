import type { DoubleHost, ModuleDouble } from '../double.js'
import { createAssignmentsService } from './members/assignments-service.js'
import { createBadgesService } from './members/badges-service.js'
import { createBadgesV4Service } from './members/badges-v4-service.js'
import { sdkDialect } from './members/dialect.js'
import { createMembersService } from './members/members-service.js'
import { createAuthorizationService } from './members/roles.js'

/** Stands for `@wix/members`. */
export const wixMembersSdk: ModuleDouble = {
  names: ['@wix/members'],
  create: (host) => ({ named: createMembersSdk(host) }),
}

/** What `@wix/members` exports, as far as it has an answer here. */
export function createMembersSdk(host: DoubleHost) {
  const dialect = sdkDialect(host, '@wix/members')
  return {
    badges: createBadgesService(dialect),
    badgesV2: createBadgesV4Service(dialect),
    badgeAssignments: createAssignmentsService(dialect),
    members: createMembersService(dialect, () => ({})),
    authorization: createAuthorizationService(dialect),
  }
}
