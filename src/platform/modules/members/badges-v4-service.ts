import { createBadge, deleteBadge, findBadge, orderBadges, toV4, updateBadge } from './badges.js'
import { createMethods, type Dialect } from './dialect.js'
import { createQueryMethod } from './query-method.js'

interface MoveOptions {
  position?: 'LAST' | 'FIRST' | 'AFTER'
  moveAfterBadgeId?: string | null
}

/**
 * Makes `badgesV2` of `@wix/members`, which is the v4 service of the REST documentation.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/badges-v2/introduction
 */
export function createBadgesV4Service(dialect: Dialect) {
  const { host } = dialect
  return {
    Position: { LAST: 'LAST', FIRST: 'FIRST', AFTER: 'AFTER' },
    ...createMethods(dialect, 'badgesV2.', false, {
      getBadge: (badgeId: string) => toV4(findBadge(dialect, badgeId)),
    }),
    ...createMethods(dialect, 'badgesV2.', true, {
      createBadge: (badge: object) => toV4(createBadge(dialect, badge, 'v4')),
      updateBadge: (_id: string, badge: object) => toV4(updateBadge(dialect, _id, badge, 'v4')),
      deleteBadge: (badgeId: string): void => deleteBadge(dialect, badgeId, 'v4'),
      updateBadgesDisplayOrder: (ids: string[]) => ({
        badges: orderBadges(dialect, ids).map(toV4),
      }),
      moveBadge: (badgeId: string, options: MoveOptions = {}): void => {
        const moved = findBadge(dialect, badgeId)._id
        const others = [...host.world.site.badges.keys()].filter((id) => id !== moved)
        others.splice(placeOf(others, options), 0, moved)
        orderBadges(dialect, others)
      },
    }),
    queryBadges: createQueryMethod(dialect, {
      method: 'badgesV2.queryBadges',
      entities: 'badges',
      all: () =>
        [...host.world.site.badges.values()].map((badge) => ({ item: badge, view: toV4(badge) })),
      fields: ['_id', 'title', 'description', 'permissionsEnabled', 'slug'],
      paging: 'offset',
    }),
  }
}

// Where a badge goes without a position is not documented.
function placeOf(ids: readonly string[], { position, moveAfterBadgeId }: MoveOptions): number {
  if (position === 'FIRST') return 0
  if (position === 'AFTER' && moveAfterBadgeId) return ids.indexOf(moveAfterBadgeId) + 1
  return ids.length
}
