import type { QueryBuilder } from './query.js'
import type { Page } from './query-page.js'

type Turn<V extends object> = (step: 'next' | 'prev', offset: number) => Promise<QueryResult<V>>

/**
 * A page of a query. Members and badges are counted; badge assignments have cursors in place of
 * counts.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-members-v2/members/members-query-result
 */
export class QueryResult<V extends object> {
  readonly #page: Page<V>
  readonly #isCounted: boolean
  readonly #query: QueryBuilder<V>
  readonly #turn: Turn<V>

  constructor(page: Page<V>, paging: 'offset' | 'cursor', query: QueryBuilder<V>, turn: Turn<V>) {
    this.#page = page
    this.#isCounted = paging === 'offset'
    this.#query = query
    this.#turn = turn
  }

  get items(): V[] {
    return this.#page.items
  }
  get length(): number {
    return this.#page.items.length
  }
  get pageSize(): number {
    return this.#page.limit
  }
  get query(): QueryBuilder<V> {
    return this.#query
  }
  get currentPage(): number | undefined {
    const { limit, offset } = this.#page
    return this.#isCounted && limit > 0 ? Math.floor(offset / limit) : undefined
  }
  get totalCount(): number | undefined {
    return this.#isCounted ? this.#page.total : undefined
  }
  get totalPages(): number | undefined {
    const { limit, total } = this.#page
    return this.#isCounted && limit > 0 ? Math.ceil(total / limit) : undefined
  }
  get cursors(): { next?: string; prev?: string } {
    if (this.#isCounted) return {}
    const { offset, limit } = this.#page
    return {
      ...(this.hasNext() && { next: String(offset + limit) }),
      ...(this.hasPrev() && { prev: String(Math.max(0, offset - limit)) }),
    }
  }

  hasNext(): boolean {
    const { limit, offset, total } = this.#page
    return limit > 0 && offset + limit < total
  }
  hasPrev(): boolean {
    return this.#page.limit > 0 && this.#page.offset > 0
  }
  async next(): Promise<QueryResult<V>> {
    if (!this.hasNext()) throw new Error('This is the last page of the query')
    return this.#turn('next', this.#page.offset + this.#page.limit)
  }
  async prev(): Promise<QueryResult<V>> {
    if (!this.hasPrev()) throw new Error('This is the first page of the query')
    return this.#turn('prev', Math.max(0, this.#page.offset - this.#page.limit))
  }

  /** What `JSON.stringify` prints of the real one. */
  toJSON(): Record<string, unknown> {
    const { items, limit, offset, total } = this.#page
    return this.#isCounted
      ? {
          _items: items,
          _limit: limit,
          _offset: offset,
          _totalCount: total,
          _tooManyToCount: false,
        }
      : { _items: items, _limit: limit, cursors: this.cursors }
  }
}
