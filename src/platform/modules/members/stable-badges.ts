import { assignBadge, badgeIdsOf, memberIdsOf, unassignBadge } from './assignments.js'
import { createBadge, deleteBadge, findBadge, toStable, updateBadge } from './badges.js'
import { createMethods, type Dialect } from './dialect.js'

/**
 * Makes `badges` of `wix-members-backend` and `wix-users-backend`, with its own names and plain
 * lists as answers.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-members-backend/badges/introduction
 */
export function createStableBadges(dialect: Dialect, needsElevation: boolean) {
  return createMethods(dialect, 'badges.', needsElevation, {
    createBadge: (info: object) => toStable(createBadge(dialect, info, 'v3')),
    updateBadge: (badgeId: string, info: object) =>
      toStable(updateBadge(dialect, badgeId, info, 'v3')),
    deleteBadge: (badgeId: string): void => deleteBadge(dialect, badgeId, 'v3'),
    assignMembers: (badgeId: string, memberIds: string[]) =>
      assignBadge(dialect, badgeId, memberIds, 'v3').map(({ memberId }) => memberId),
    removeMembers: (badgeId: string, memberIds: string[]): void =>
      unassignBadge(dialect, badgeId, memberIds),
    listMemberBadges: (memberIds: string[]) => badgeIdsOf(dialect, memberIds),
    listMembers: (badgeId: string) => memberIdsOf(dialect, findBadge(dialect, badgeId)._id),
  })
}
