import { defaultLimit, type Page, type QueryModel } from './find.js'

/** What a result needs of the query that it answers. */
export interface ResultSource {
  query: object
  model: QueryModel
  /** Turns to another page; refused when there is none in that direction. */
  turn(direction: 'next' | 'prev', skip: number | undefined): Promise<WixDataQueryResult>
}

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
  readonly partialIncludes = false
  readonly #source: ResultSource
  readonly #total: number

  constructor(source: ResultSource, { items, totalCount }: Page, omitTotalCount: boolean) {
    const { limit = defaultLimit, skip = 0 } = source.model
    this.items = items
    this.length = items.length
    this.pageSize = limit
    this.currentPage = items.length > 0 ? Math.floor(skip / limit) : undefined
    this.totalCount = omitTotalCount ? undefined : totalCount
    this.totalPages = omitTotalCount ? undefined : Math.ceil(totalCount / limit)
    this.#source = source
    this.#total = totalCount
  }

  get query(): object {
    return this.#source.query
  }

  hasNext(): boolean {
    return this.#skip + this.length < this.#total
  }

  hasPrev(): boolean {
    return this.#skip > 0
  }

  next(): Promise<WixDataQueryResult> {
    return this.#source.turn('next', this.hasNext() ? this.#skip + this.pageSize : undefined)
  }

  prev(): Promise<WixDataQueryResult> {
    const skip = Math.max(0, this.#skip - this.pageSize)
    return this.#source.turn('prev', this.hasPrev() ? skip : undefined)
  }

  get #skip(): number {
    return this.#source.model.skip ?? 0
  }
}
