import type { Query } from './query.js'

/** Where a page is in all that was found. */
export interface PagePlace {
  limit: number
  skip: number
  total: number
  turn(skip: number): Promise<QueryResult>
}

/** A page of what a query found. */
export class QueryResult {
  readonly items: readonly object[]
  readonly length: number
  readonly pageSize: number
  readonly totalCount: number
  readonly totalPages: number
  readonly currentPage: number
  readonly #query: Query
  readonly #place: PagePlace

  constructor(query: Query, items: readonly object[], place: PagePlace) {
    this.items = items
    this.length = items.length
    this.pageSize = place.limit
    this.totalCount = place.total
    this.totalPages = Math.ceil(place.total / Math.max(1, place.limit))
    this.currentPage = Math.floor(place.skip / Math.max(1, place.limit))
    this.#query = query
    this.#place = place
  }

  get query(): Query {
    return this.#query
  }
  hasNext(): boolean {
    return this.#place.skip + this.length < this.totalCount
  }
  hasPrev(): boolean {
    return this.#place.skip > 0
  }
  next(): Promise<QueryResult> {
    return this.#place.turn(this.#place.skip + this.pageSize)
  }
  prev(): Promise<QueryResult> {
    return this.#place.turn(Math.max(0, this.#place.skip - this.pageSize))
  }
}
