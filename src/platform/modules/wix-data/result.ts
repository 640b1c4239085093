import { defaultLimit, hasNext, type PageSource, turnNext, turnPrev } from './paging.js'

/**
 * One page of what a query found. Its own properties are the data, so it logs and serialises well.
 */
export class WixDataQueryResult {
  readonly items: unknown[]
  readonly length: number
  readonly pageSize: number
  readonly currentPage: number | undefined
  readonly totalCount: number | undefined
  readonly totalPages: number | undefined
  readonly partialIncludes: boolean
  readonly #source: PageSource

  constructor(source: PageSource, omitTotalCount: boolean) {
    const { items, totalCount, skip, limit = defaultLimit, partialIncludes = false } = source
    this.items = items
    this.length = items.length
    this.pageSize = limit
    this.currentPage = items.length > 0 ? Math.floor(skip / limit) : undefined
    this.totalCount = omitTotalCount ? undefined : totalCount
    this.totalPages = omitTotalCount ? undefined : Math.ceil(totalCount / limit)
    this.partialIncludes = partialIncludes
    this.#source = source
  }

  get query(): object | undefined {
    return this.#source.query
  }

  hasNext(): boolean {
    return hasNext(this.#source)
  }

  hasPrev(): boolean {
    return this.#source.skip > 0
  }

  next(): Promise<WixDataQueryResult> {
    return turnNext(this.#source) as Promise<WixDataQueryResult>
  }

  prev(): Promise<WixDataQueryResult> {
    return turnPrev(this.#source) as Promise<WixDataQueryResult>
  }
}
