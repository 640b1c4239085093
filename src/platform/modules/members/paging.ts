import { fieldsOf } from './records.js'

export interface PagingOptions {
  paging?: { limit?: number | null; offset?: number | null }
}

export interface PagingMetadata {
  count: number
  offset: number
  total: number
  tooManyToCount: boolean
}

/** A page of a list; more than `max` are never given. */
export function pageOf<T>(
  all: readonly T[],
  options: unknown,
  max: number,
  defaultLimit = 100,
): { items: T[]; metadata: PagingMetadata } {
  const { limit, offset } = fieldsOf(fieldsOf(options).paging)
  const from = Number(offset) || 0
  const size = Math.min(typeof limit === 'number' ? limit : defaultLimit, max)
  const items = all.slice(from, from + size)
  const metadata = { count: items.length, offset: from, total: all.length, tooManyToCount: false }
  return { items, metadata }
}
