import type { Dialect } from './dialect.js'
import { WixDataQueryResult } from './result.js'

/** `wix-data`: errors as they are made, totals unless they are not wanted. */
export const velo: Dialect = {
  module: 'wix-data',
  prefix: '',
  toError: (error) => error,
  createResult: (source, flags) => new WixDataQueryResult(source, flags.omitTotalCount === true),
  toBulkResult: (outcome) => {
    const { inserted, updated, removed, skipped, errors } = outcome
    return outcome.kind === 'remove'
      ? { removed: removed.length, skipped, removedItemIds: removed, errors }
      : {
          inserted: inserted.length,
          updated: updated.length,
          skipped,
          insertedItemIds: inserted,
          updatedItemIds: updated,
          errors,
        }
  },
}
