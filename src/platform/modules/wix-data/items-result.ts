import { defaultLimit, hasNext, type PageSource, turnNext, turnPrev } from './paging.js'

/** One page in the shape of `@wix/data`: its own keys, getters and JSON as the real one has them. */
export class ItemsResult {
  readonly paging: object
  readonly fetch: (skip: number) => Promise<unknown>
  readonly items: unknown[]
  readonly totalCount: number | undefined
  readonly pageSize: number | undefined
  readonly currentPage: number | undefined
  readonly collectionName: string
  readonly skipNumber: number
  readonly allowOffsetBackwards = true

  readonly #source: PageSource

  constructor(source: PageSource, returnTotalCount: boolean) {
    const { items, totalCount, skip, limit, collection } = source
    // Without a limit a single page has no size.
    const pageSize = limit ?? (hasNext(source) || skip > 0 ? defaultLimit : undefined)
    this.paging = { offset: skip, count: items.length, hasNext: hasNext(source) }
    this.fetch = (to) => source.turn('next', to)
    this.items = items
    this.totalCount = returnTotalCount ? totalCount : undefined
    this.pageSize = pageSize
    this.currentPage =
      items.length > 0 && pageSize !== undefined ? Math.floor(skip / pageSize) : undefined
    this.collectionName = collection
    this.skipNumber = skip
    this.#source = source
  }

  get length(): number {
    return this.items.length
  }

  get totalPages(): number | undefined {
    const { totalCount, pageSize } = this
    if (!totalCount) return totalCount
    return pageSize === undefined ? 1 : Math.ceil(totalCount / pageSize)
  }

  hasNext(): boolean {
    return hasNext(this.#source)
  }

  hasPrev(): boolean {
    return this.skipNumber > 0
  }

  next(): Promise<ItemsResult> {
    return turnNext(this.#source) as Promise<ItemsResult>
  }

  prev(): Promise<ItemsResult> {
    return turnPrev(this.#source) as Promise<ItemsResult>
  }

  toJSON(): Record<string, unknown> {
    const { items, totalCount, pageSize, currentPage, length, totalPages } = this
    return { items, totalCount, pageSize, currentPage, length, totalPages }
  }

  *[Symbol.iterator](): Iterator<unknown> {
    yield* this.items
  }
}
