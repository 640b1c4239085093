import type { ModuleDouble } from '../../double.js'
import { WixDataAggregate } from './aggregate.js'
import { createApi, truncate } from './api.js'
import { emptyState, WixDataFilter } from './filter.js'
import { startQuery, WixDataQuery } from './query.js'
import type { Session } from './session.js'
import { velo } from './velo.js'

/** Stands for `wix-data`: collections in memory, in the dialect of Velo (not of the SDK). */
export const wixData: ModuleDouble = {
  names: ['wix-data'],
  create(host) {
    const session: Session = { host, dialect: velo }
    const api = {
      ...createApi(session, { modifiesInput: true }),
      truncate: async (...args: unknown[]) => {
        await truncate(session, args)
        return null
      },
      query: (collection?: unknown) =>
        new WixDataQuery(session, ...startQuery(session, collection)),
      aggregate: (collection?: unknown) => new WixDataAggregate(session, collection),
      filter: () => new WixDataFilter(emptyState((code, text) => host.warn(code, text))),
    }
    return { default: api, named: api }
  },
}
