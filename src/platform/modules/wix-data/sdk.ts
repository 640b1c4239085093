import type { Dialect } from './dialect.js'
import type { DataError, Origin } from './errors.js'
import { ItemsResult } from './items-result.js'

/** `items` of `@wix/data`: no `code` on errors, totals only on request, all counts in bulk results. */
export const sdk: Dialect = {
  module: '@wix/data',
  prefix: 'items.',
  toError: toSdkError,
  createResult: (source, flags) => new ItemsResult(source, flags.returnTotalCount === true),
  toBulkResult: ({ inserted, updated, removed, skipped, errors }) => ({
    inserted: inserted.length,
    updated: updated.length,
    removed: removed.length,
    skipped,
    errors,
    insertedItemIds: inserted,
    updatedItemIds: updated,
    removedItemIds: removed,
  }),
}

function toSdkError(error: DataError, { problems, builder }: Origin): Error {
  const { code, description } = error.details.applicationError
  // The one kind of error that the SDK makes as Velo does.
  if (code === 'WDE0159' || code === 'WDE0165') {
    return Object.assign(new Error(error.message), { code: error.code })
  }
  if (builder === undefined) return withDetails(error.message, code, description)
  const lines = problems.map((problem) => `- ${problem.code}: ${problem.text}`)
  const text = `${builder} was given wrong arguments`
  return withDetails([`WDE0020: ${text}:`, ...lines].join('\n'), 'WDE0020', text)
}

function withDetails(message: string, code: string, description: string): Error {
  return Object.assign(new Error(message), {
    details: { applicationError: { code, description, data: {} } },
  })
}
