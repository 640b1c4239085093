import type { Problem } from './errors.js'

/** One page of an answer, as copies, and how many there are in all. */
export interface Page {
  items: unknown[]
  totalCount: number
  /** A reference field had more references than were asked for. */
  partialIncludes?: boolean
}

/** A page, where it lies, and how to turn to others. */
export interface PageSource extends Page {
  collection: string
  /** The builder that asked; absent where a function did. */
  query?: object
  limit: number | undefined
  skip: number
  turn(direction: Direction, skip: number | undefined): Promise<ResultPage>
}

/** What the result objects of all modules have. */
export interface ResultPage {
  readonly items: unknown[]
  readonly length: number
  readonly totalCount: number | undefined
  readonly totalPages: number | undefined
  readonly pageSize: number | undefined
  readonly currentPage: number | undefined
  hasNext(): boolean
  hasPrev(): boolean
  next(): Promise<ResultPage>
  prev(): Promise<ResultPage>
}

export type Direction = 'next' | 'prev'

export const defaultLimit = 50

/** Why there is no page to turn to. */
export const noPage: Record<Direction, Problem> = {
  next: { code: 'WDE0165', text: 'this is the last page, there is no next one' },
  prev: { code: 'WDE0159', text: 'this is the first page, there is no previous one' },
}

export function hasNext({ skip, items, totalCount }: PageSource): boolean {
  return skip + items.length < totalCount
}

export function turnNext(source: PageSource): Promise<ResultPage> {
  const { skip, limit = defaultLimit } = source
  return source.turn('next', hasNext(source) ? skip + limit : undefined)
}

export function turnPrev(source: PageSource): Promise<ResultPage> {
  const { skip, limit = defaultLimit } = source
  return source.turn('prev', skip > 0 ? Math.max(0, skip - limit) : undefined)
}
