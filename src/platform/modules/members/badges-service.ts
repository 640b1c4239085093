import { assignBadge, badgeIdsOf, memberIdsOf, unassignBadge } from './assignments.js'
import { createBadge, deleteBadge, findBadge, orderBadges, toV3, updateBadge } from './badges.js'
import { createMethod, type Dialect } from './dialect.js'
import { type PagingOptions, pageOf } from './paging.js'

/**
 * Makes `badges` of `wix-members.v2` and `@wix/members`: the v3 service.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/badges/introduction
 */
export function createBadgesService(dialect: Dialect) {
  const method = createMethod(dialect)
  const { world } = dialect.host
  const rights = { needsElevation: true }
  return {
    createBadge: method(
      'badges.createBadge',
      (badge: object) => toV3(createBadge(dialect, badge, 'v3')),
      rights,
    ),
    getBadge: method('badges.getBadge', (_id: string) => toV3(findBadge(dialect, _id))),
    updateBadge: method(
      'badges.updateBadge',
      (_id: string, badge: object) => toV3(updateBadge(dialect, _id, badge, 'v3')),
      rights,
    ),
    deleteBadge: method(
      'badges.deleteBadge',
      (_id: string): void => deleteBadge(dialect, _id, 'v3'),
      rights,
    ),
    assignBadge: method(
      'badges.assignBadge',
      (_id: string, memberIds: string[]) => ({
        memberIds: assignBadge(dialect, _id, memberIds, 'v3').map(({ memberId }) => memberId),
      }),
      rights,
    ),
    unassignBadge: method(
      'badges.unassignBadge',
      (_id: string, memberIds: string[]): void => unassignBadge(dialect, _id, memberIds),
      rights,
    ),
    listBadges: method('badges.listBadges', (options?: PagingOptions) => {
      const { items, metadata } = pageOf([...world.site.badges.values()], options, 1000)
      return { badges: items.map(toV3), metadata }
    }),
    listBadgesPerMember: method('badges.listBadgesPerMember', (memberIds: string[]) => ({
      memberBadgeIds: badgeIdsOf(dialect, memberIds),
    })),
    listMembersByBadge: method(
      'badges.listMembersByBadge',
      (_id: string, options?: PagingOptions) => {
        const all = memberIdsOf(dialect, findBadge(dialect, _id)._id)
        const { items, metadata } = pageOf(all, options, 1000)
        return { memberIds: items, metadata }
      },
    ),
    getMemberCountsPerBadge: method('badges.getMemberCountsPerBadge', () => ({
      badgeMemberCounts: [...world.site.badges.keys()].map((badgeId) => ({
        badgeId,
        memberCount: memberIdsOf(dialect, badgeId).length,
      })),
    })),
    updateBadgesDisplayOrder: method(
      'badges.updateBadgesDisplayOrder',
      (badgeIds: string[]) => ({ badges: orderBadges(dialect, badgeIds).map(toV3) }),
      rights,
    ),
  }
}
