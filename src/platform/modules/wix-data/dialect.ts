import type { BulkOutcome } from './bulk.js'
import type { DataError, Origin } from './errors.js'
import type { Flags } from './options.js'
import type { PageSource, ResultPage } from './paging.js'

/** What tells apart the modules that offer the same data: names, shapes of results and of errors. */
export interface Dialect {
  module: string
  /** What stands before the name of a function in the record, `items.`. */
  prefix: string
  toError(error: DataError, origin: Origin): Error
  createResult(source: PageSource, flags: Flags): ResultPage
  toBulkResult(outcome: BulkOutcome): unknown
}
