import type { Dialect } from './dialect.js'
import { QueryBuilder } from './query.js'
import { findPage, type QuerySource, readRequest, recordOf } from './query-page.js'

interface QueryDefinition<V extends object>
  extends Omit<QuerySource<V>, 'dialect' | 'needsElevation'> {
  /** Name of the list in the answer to a query that is passed in one piece. */
  entities: string
}

/**
 * Makes a query method: without an argument it gives a builder; with a query object, as newer
 * versions of the SDK take it, the answer itself.
 */
export function createQueryMethod<V extends object>(
  dialect: Dialect,
  { entities, ...definition }: QueryDefinition<V>,
) {
  function query(): QueryBuilder<V>
  function query(request: object): Promise<Record<string, unknown>>
  function query(request?: object): QueryBuilder<V> | Promise<Record<string, unknown>> {
    const source = { ...definition, dialect, needsElevation: false }
    return request === undefined ? new QueryBuilder(source) : findAtOnce(source, entities, request)
  }
  return query
}

/** Answers a query object: `{ badges: […], pagingMetadata: {…} }`. */
export function findAtOnce<V extends object>(
  source: QuerySource<V>,
  entities: string,
  query: object,
): Promise<Record<string, unknown>> {
  const { dialect, method, paging, needsElevation } = source
  const request = readRequest(query)
  return dialect.host.call(
    dialect.module,
    method,
    [recordOf(request)],
    () => {
      const { items, total, offset, limit } = findPage(source, request)
      const hasNext = offset + limit < total
      const pagingMetadata =
        paging === 'offset'
          ? { count: items.length, offset, total, tooManyToCount: false }
          : {
              count: items.length,
              cursors: { ...(hasNext && { next: String(offset + limit) }) },
              hasNext,
            }
      return { [entities]: items, pagingMetadata }
    },
    { needsElevation },
  )
}
