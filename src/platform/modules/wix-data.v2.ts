import type { ModuleDouble } from '../double.js'
import { truncate } from './wix-data/api.js'
import { isItem } from './wix-data/checks.js'
import { ItemsQuery } from './wix-data/items-query.js'
import { startQuery } from './wix-data/query.js'
import type { Session } from './wix-data/session.js'
import { createItemsV2 } from './wix-data/v2-api.js'
import { createQueriesV2 } from './wix-data/v2-queries.js'
import { veloV2 } from './wix-data/velo-v2.js'

/** Stands for `wix-data.v2`: the same collections as `wix-data`, items in an envelope. */
export const wixDataV2: ModuleDouble = {
  names: ['wix-data.v2'],
  create(host) {
    const session: Session = { host, dialect: veloV2, elevation: { needsElevation: true } }
    const items = {
      ...createItemsV2(session),
      ...createQueriesV2(session),
      truncateDataItems: (options?: unknown) =>
        truncate(
          session,
          [isItem(options) ? options.dataCollectionId : undefined],
          'truncateDataItems',
        ),
      queryDataItems: (options?: unknown) => {
        const { dataCollectionId, ...rest } = isItem(options) ? options : {}
        // Whoever made the query elevated runs it so.
        const elevation = { needsElevation: true, elevated: host.isElevated() }
        const [start, state] = startQuery(session, dataCollectionId, true)
        const { includeReferencedItems: include } = rest
        const query = new ItemsQuery({ ...session, elevation }, { ...start, options: rest }, state)
        return Array.isArray(include) ? query.include(...include) : query
      },
    }
    return { named: { items } }
  },
}
