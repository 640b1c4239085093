import type { Filter } from './filter.js'
import {
  defaultLimit,
  findPage,
  type PageRequest,
  type QuerySource,
  recordOf,
} from './query-page.js'
import { QueryResult } from './query-result.js'

/**
 * A query of members, badges or assignments; `V` is how an item of the answer looks. It never
 * changes: each method gives a new one.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/members/query-members
 */
export class QueryBuilder<V extends object> {
  readonly #source: QuerySource<V>
  readonly #request: PageRequest

  constructor(source: QuerySource<V>, request: Partial<PageRequest> = {}) {
    this.#source = source
    this.#request = { filter: {}, sort: [], limit: defaultLimit, offset: 0, ...request }
  }

  eq(field: string, value: unknown): QueryBuilder<V> {
    return this.#where(field, '$eq', value)
  }
  ne(field: string, value: unknown): QueryBuilder<V> {
    return this.#where(field, '$ne', value)
  }
  gt(field: string, value: unknown): QueryBuilder<V> {
    return this.#where(field, '$gt', value)
  }
  ge(field: string, value: unknown): QueryBuilder<V> {
    return this.#where(field, '$gte', value)
  }
  lt(field: string, value: unknown): QueryBuilder<V> {
    return this.#where(field, '$lt', value)
  }
  le(field: string, value: unknown): QueryBuilder<V> {
    return this.#where(field, '$lte', value)
  }
  in(field: string, values: unknown): QueryBuilder<V> {
    return this.#where(field, '$in', values)
  }
  hasSome(field: string, ...values: unknown[]): QueryBuilder<V> {
    return this.#where(field, '$hasSome', values.flat())
  }
  exists(field: string, value = true): QueryBuilder<V> {
    return this.#where(field, '$exists', value)
  }
  startsWith(field: string, value: string): QueryBuilder<V> {
    return this.#where(field, '$startsWith', value)
  }
  ascending(...fields: string[]): QueryBuilder<V> {
    return this.#sortBy(fields, 'ASC')
  }
  descending(...fields: string[]): QueryBuilder<V> {
    return this.#sortBy(fields, 'DESC')
  }
  limit(limit: number): QueryBuilder<V> {
    return this.#with({ limit })
  }
  skip(offset: number): QueryBuilder<V> {
    return this.#with({ offset })
  }
  /** Takes up a cursor of an earlier result. */
  skipTo(cursor: string): QueryBuilder<V> {
    return this.#with({ offset: Number(cursor) || 0 })
  }

  find(): Promise<QueryResult<V>> {
    return this.#page('find', this.#request)
  }

  #where(field: string, operator: string, operand: unknown): QueryBuilder<V> {
    const { dialect, fields, method } = this.#source
    if (!fields.includes(field)) {
      dialect.host.warn(
        `query-field:${method}.${field}`,
        `${dialect.module} ${method} documents no filter by ${field}; it filters by ${fields.join(', ')}`,
      )
    }
    // As the real client does it.
    const condition: Filter = { [field]: { [operator]: operand ?? null } }
    const { $and = [] } = this.#request.filter as { $and?: Filter[] }
    return this.#with({ filter: { $and: [...$and, condition] } })
  }

  #sortBy(fields: string[], order: 'ASC' | 'DESC'): QueryBuilder<V> {
    const keys = fields.flat().map((fieldName) => ({ fieldName, order }))
    return this.#with({ sort: [...this.#request.sort, ...keys] })
  }

  #with(changes: Partial<PageRequest>): QueryBuilder<V> {
    return new QueryBuilder(this.#source, { ...this.#request, ...changes })
  }

  #page(step: 'find' | 'next' | 'prev', request: PageRequest): Promise<QueryResult<V>> {
    const source = this.#source
    const { dialect, method, needsElevation } = source
    return dialect.host.call(
      dialect.module,
      `${method}.${step}`,
      [recordOf(request)],
      () =>
        new QueryResult(findPage(source, request), source.paging, this, (to, offset) =>
          this.#page(to, { ...request, offset }),
        ),
      { needsElevation, describe: ({ items, length }) => ({ items, length }) },
    )
  }
}
