import { createBadge, deleteBadge, findBadge, orderBadges, toV4, updateBadge } from './badges.js'
import { createMethod, type Dialect } from './dialect.js'
import { createQueryMethod } from './query-method.js'

type Position = 'LAST' | 'FIRST' | 'AFTER'

/**
 * Makes `badgesV2` of `@wix/members`, which is the v4 service of the REST documentation.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/badges-v2/introduction
 */
export function createBadgesV4Service(dialect: Dialect) {
  const method = createMethod(dialect)
  const { site } = dialect.host.world
  const rights = { needsElevation: true }
  return {
    Position: { LAST: 'LAST', FIRST: 'FIRST', AFTER: 'AFTER' },
    createBadge: method(
      'badgesV2.createBadge',
      (badge: object) => toV4(createBadge(dialect, badge, 'v4')),
      rights,
    ),
    getBadge: method('badgesV2.getBadge', (badgeId: string) => toV4(findBadge(dialect, badgeId))),
    updateBadge: method(
      'badgesV2.updateBadge',
      (_id: string, badge: object) => toV4(updateBadge(dialect, _id, badge, 'v4')),
      rights,
    ),
    deleteBadge: method(
      'badgesV2.deleteBadge',
      (badgeId: string): void => deleteBadge(dialect, badgeId, 'v4'),
      rights,
    ),
    updateBadgesDisplayOrder: method(
      'badgesV2.updateBadgesDisplayOrder',
      (ids: string[]) => ({ badges: orderBadges(dialect, ids).map(toV4) }),
      rights,
    ),
    moveBadge: method(
      'badgesV2.moveBadge',
      (
        badgeId: string,
        options: { position?: Position; moveAfterBadgeId?: string | null } = {},
      ): void => {
        const moved = findBadge(dialect, badgeId)._id
        const others = [...site.badges.keys()].filter((id) => id !== moved)
        others.splice(placeOf(others, options), 0, moved)
        orderBadges(dialect, others)
      },
      rights,
    ),
    queryBadges: createQueryMethod(dialect, {
      method: 'badgesV2.queryBadges',
      entities: 'badges',
      all: () => [...site.badges.values()].map((badge) => ({ item: badge, view: toV4(badge) })),
      fields: ['_id', 'title', 'description', 'permissionsEnabled', 'slug'],
      paging: 'offset',
    }),
  }
}

function placeOf(
  ids: readonly string[],
  {
    position = 'LAST',
    moveAfterBadgeId,
  }: { position?: Position; moveAfterBadgeId?: string | null },
): number {
  if (position === 'FIRST') return 0
  return position === 'AFTER' && moveAfterBadgeId ? ids.indexOf(moveAfterBadgeId) + 1 : ids.length
}
