import type { ModuleDouble } from '../double.js'
import { WixDataAggregate } from './wix-data/aggregate.js'
import { createApi, truncate } from './wix-data/api.js'
import { emptyState, ItemsFilter } from './wix-data/filter.js'
import { ItemsQuery } from './wix-data/items-query.js'
import { startQuery } from './wix-data/query.js'
import { sdk } from './wix-data/sdk.js'
import type { Session } from './wix-data/session.js'

/** Stands for `@wix/data`: the same collections as `wix-data`, in the dialect of the SDK. */
export const wixDataSdk: ModuleDouble = {
  names: ['@wix/data'],
  create(host) {
    const session: Session = { host, dialect: sdk }
    const items = {
      ...createApi(session, { modifiesInput: false }),
      truncate: (...args: unknown[]) => truncate(session, args),
      query: (collection?: unknown) =>
        new ItemsQuery(session, ...startQuery(session, collection, true)),
      aggregate: (collection?: unknown) => new WixDataAggregate(session, collection),
      filter: () => new ItemsFilter(emptyState((code, text) => host.warn(code, text), true)),
    }
    return { named: { items } }
  },
}
