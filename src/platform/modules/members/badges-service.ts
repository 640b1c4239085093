import { assignBadge, badgeIdsOf, memberIdsOf, unassignBadge } from './assignments.js'
import { createBadge, deleteBadge, findBadge, orderBadges, toV3, updateBadge } from './badges.js'
import { createMethods, type Dialect } from './dialect.js'
import { type PagingOptions, pageOf } from './paging.js'

/**
 * Makes `badges` of `wix-members.v2` and `@wix/members`: the v3 service.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/badges/introduction
 */
export function createBadgesService(dialect: Dialect) {
  const { host } = dialect
  const reading = createMethods(dialect, 'badges.', false, {
    getBadge: (_id: string) => toV3(findBadge(dialect, _id)),
    listBadges: (options?: PagingOptions) => {
      const { items, metadata } = pageOf([...host.world.site.badges.values()], options, 1000)
      return { badges: items.map(toV3), metadata }
    },
    listBadgesPerMember: (memberIds: string[]) => ({
      memberBadgeIds: badgeIdsOf(dialect, memberIds),
    }),
    listMembersByBadge: (_id: string, options?: PagingOptions) => {
      const all = memberIdsOf(dialect, findBadge(dialect, _id)._id)
      const { items, metadata } = pageOf(all, options, 1000)
      return { memberIds: items, metadata }
    },
    getMemberCountsPerBadge: () => ({
      badgeMemberCounts: [...host.world.site.badges.keys()].map((badgeId) => ({
        badgeId,
        memberCount: memberIdsOf(dialect, badgeId).length,
      })),
    }),
  })
  const writing = createMethods(dialect, 'badges.', true, {
    createBadge: (badge: object) => toV3(createBadge(dialect, badge, 'v3')),
    updateBadge: (_id: string, badge: object) => toV3(updateBadge(dialect, _id, badge, 'v3')),
    deleteBadge: (_id: string): void => deleteBadge(dialect, _id, 'v3'),
    assignBadge: (_id: string, memberIds: string[]) => ({
      memberIds: assignBadge(dialect, _id, memberIds, 'v3').map(({ memberId }) => memberId),
    }),
    unassignBadge: (_id: string, memberIds: string[]): void =>
      unassignBadge(dialect, _id, memberIds),
    updateBadgesDisplayOrder: (badgeIds: string[]) => ({
      badges: orderBadges(dialect, badgeIds).map(toV3),
    }),
  })
  return { ...reading, ...writing }
}
