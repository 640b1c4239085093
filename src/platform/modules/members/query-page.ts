import { copy } from './copy.js'
import type { Dialect } from './dialect.js'
import { compare, type Filter, matches, valueAt } from './filter.js'
import { fieldsOf, listOf } from './records.js'

/** What is queried, and by which call. */
export interface QuerySource<V extends object> {
  dialect: Dialect
  /** Name of the function that was called, `members.queryMembers`. */
  method: string
  /** Everything there is: what a filter looks at, and how it is shown. */
  all(): Iterable<{ item: object; view: V }>
  /** The fields that Wix documents filters for. */
  fields: readonly string[]
  paging: 'offset' | 'cursor'
  /** An elevated function makes a builder that needs no more rights. */
  needsElevation: boolean
}

export interface PageRequest {
  filter: Filter
  sort: { fieldName: string; order: 'ASC' | 'DESC' }[]
  limit: number
  offset: number
}

export interface Page<V> extends PageRequest {
  items: V[]
  total: number
}

/** Items of a page, unless told otherwise. */
export const defaultLimit = 50
const maxLimit = 100

/** Finds a page of copies. Without a sort, the order of creation. */
export function findPage<V extends object>(source: QuerySource<V>, request: PageRequest): Page<V> {
  const { filter, sort, limit, offset } = request
  if (!Number.isInteger(limit) || limit < 0 || limit > maxLimit) {
    throw source.dialect.invalid({
      field: 'query.paging.limit',
      description: `must be a number up to ${maxLimit}`,
    })
  }
  const found = [...source.all()].filter(({ item }) => matches(item, filter))
  found.sort((a, b) => {
    for (const { fieldName, order } of sort) {
      const difference = compare(valueAt(a.item, fieldName), valueAt(b.item, fieldName))
      if (difference !== 0) return order === 'ASC' ? difference : -difference
    }
    return 0
  })
  const items = found.slice(offset, offset + limit).map(({ view }) => copy(view))
  return { ...request, items, total: found.length }
}

/** Reads the object of a query that is passed in one piece, `{ filter, sort, paging }`. */
export function readRequest(query: unknown): PageRequest {
  const { filter, sort, paging, cursorPaging } = fieldsOf(query)
  const {
    limit = defaultLimit,
    offset,
    cursor,
  } = { ...fieldsOf(paging), ...fieldsOf(cursorPaging) }
  return {
    filter: fieldsOf(filter),
    sort: listOf(sort).map((key) => {
      const { fieldName, order } = fieldsOf(key)
      return { fieldName: String(fieldName), order: order === 'DESC' ? 'DESC' : 'ASC' }
    }),
    limit: Number(limit),
    offset: Number(offset ?? cursor) || 0,
  }
}

/** The request as it is recorded, without what says nothing. */
export function recordOf({ filter, sort, limit, offset }: PageRequest): Record<string, unknown> {
  const { $and, ...rest } = filter
  for (const condition of listOf($and)) {
    for (const [field, test] of Object.entries(fieldsOf(condition))) {
      rest[field] = { ...fieldsOf(rest[field]), ...fieldsOf(test) }
    }
  }
  return {
    ...(Object.keys(rest).length > 0 && { filter: rest }),
    ...(sort.length > 0 && { sort: sort.map(({ fieldName, order }) => ({ [fieldName]: order })) }),
    limit,
    ...(offset > 0 && { offset }),
  }
}
