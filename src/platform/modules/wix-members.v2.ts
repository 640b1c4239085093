import type { ModuleDouble } from '../double.js'
import { assignBadge } from './members/assignments.js'
import { createBadgesService } from './members/badges-service.js'
import { createMethods, idsOf, veloDialect } from './members/dialect.js'
import { createMembersService } from './members/members-service.js'
import { createAuthorizationService } from './members/roles.js'

/**
 * Stands for `wix-members.v2`.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-members-v2/introduction
 */
export const wixMembersV2: ModuleDouble = {
  names: ['wix-members.v2'],
  create(host) {
    const dialect = veloDialect(host, 'wix-members.v2')
    return {
      named: {
        badges: {
          ...createBadgesService(dialect),
          // In this dialect alone, and with the member first.
          ...createMethods(dialect, 'badges.', true, {
            assignBadges: (memberId: string, ids: string[]) => {
              for (const id of idsOf(dialect, 'ids', ids))
                assignBadge(dialect, id, [memberId], 'v3')
              return { ids }
            },
          }),
        },
        members: createMembersService(dialect, () => undefined),
        authorization: createAuthorizationService(dialect),
      },
    }
  },
}
