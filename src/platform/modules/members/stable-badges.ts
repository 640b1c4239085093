import { assignBadge, badgeIdsOf, memberIdsOf, unassignBadge } from './assignments.js'
import { createBadge, deleteBadge, findBadge, toStable, updateBadge } from './badges.js'
import { createMethod, type Dialect } from './dialect.js'

/**
 * Makes `badges` of `wix-members-backend` and `wix-users-backend`, with its own names and plain
 * lists as answers.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-members-backend/badges/introduction
 */
export function createStableBadges(dialect: Dialect, needsElevation: boolean) {
  const method = createMethod(dialect)
  const rights = { needsElevation }
  return {
    createBadge: method(
      'badges.createBadge',
      (info: object) => toStable(createBadge(dialect, info, 'v3')),
      rights,
    ),
    updateBadge: method(
      'badges.updateBadge',
      (badgeId: string, info: object) => toStable(updateBadge(dialect, badgeId, info, 'v3')),
      rights,
    ),
    deleteBadge: method(
      'badges.deleteBadge',
      (badgeId: string): void => deleteBadge(dialect, badgeId, 'v3'),
      rights,
    ),
    assignMembers: method(
      'badges.assignMembers',
      (badgeId: string, memberIds: string[]) =>
        assignBadge(dialect, badgeId, memberIds, 'v3').map(({ memberId }) => memberId),
      rights,
    ),
    removeMembers: method(
      'badges.removeMembers',
      (badgeId: string, memberIds: string[]): void => unassignBadge(dialect, badgeId, memberIds),
      rights,
    ),
    listMemberBadges: method(
      'badges.listMemberBadges',
      (memberIds: string[]) => badgeIdsOf(dialect, memberIds),
      rights,
    ),
    listMembers: method(
      'badges.listMembers',
      (badgeId: string) => memberIdsOf(dialect, findBadge(dialect, badgeId)._id),
      rights,
    ),
  }
}
