import type { DoubleHost } from '../../double.js'
import { compareValues } from '../wix-data/compare.js'
import { copyValue } from '../wix-data/copy.js'
import type { CreateError } from './contacts.js'
import { QueryResult } from './query-result.js'
import { createTest, type FilterMethod, readField, type Test } from './query-test.js'

/** What there is to query, and what the query may do. */
export interface QuerySource {
  host: DoubleHost
  module: string
  /** The method that code calls to make the query, `contacts.queryContacts`. */
  method: string
  records(): readonly object[]
  /** Shape in which a record is given out. */
  show?: (record: object) => object
  createError: CreateError
  maxLimit: number
  /** Descending order without a sort. */
  defaultSort: string
  needsElevation: boolean
  /** Methods that documentation names for a field; without it any field may be used. */
  fields?: Record<string, string>
}

interface QueryState {
  test: Test
  sort: readonly { field: string; order: 1 | -1 }[]
  limit: number
  skip: number
  isElevated: boolean
}

const everything: Test = { isMatch: () => true, filter: {} }

/** Starts a query. */
export function createQuery(source: QuerySource): Query {
  const isElevated = source.host.isElevated()
  return new Query(source, { test: everything, sort: [], limit: 50, skip: 0, isElevated })
}

/** The query builder of contacts, labels and events. Every call gives a new one; mistakes are told by `find()`. */
export class Query {
  readonly #source: QuerySource
  readonly #state: QueryState

  constructor(source: QuerySource, state: QueryState) {
    this.#source = source
    this.#state = state
  }

  eq(field: unknown, value?: unknown): Query {
    return this.#filter('eq', field, [value])
  }
  ne(field: unknown, value?: unknown): Query {
    return this.#filter('ne', field, [value])
  }
  gt(field: unknown, value?: unknown): Query {
    return this.#filter('gt', field, [value])
  }
  ge(field: unknown, value?: unknown): Query {
    return this.#filter('ge', field, [value])
  }
  lt(field: unknown, value?: unknown): Query {
    return this.#filter('lt', field, [value])
  }
  le(field: unknown, value?: unknown): Query {
    return this.#filter('le', field, [value])
  }
  between(field: unknown, start?: unknown, end?: unknown): Query {
    return this.#filter('between', field, [start, end])
  }
  startsWith(field: unknown, text?: unknown): Query {
    return this.#filter('startsWith', field, [text])
  }
  endsWith(field: unknown, text?: unknown): Query {
    return this.#filter('endsWith', field, [text])
  }
  contains(field: unknown, text?: unknown): Query {
    return this.#filter('contains', field, [text])
  }
  hasSome(field: unknown, ...values: unknown[]): Query {
    return this.#filter('hasSome', field, values)
  }
  in(field: unknown, ...values: unknown[]): Query {
    return this.#filter('hasSome', field, values)
  }
  hasAll(field: unknown, ...values: unknown[]): Query {
    return this.#filter('hasAll', field, values)
  }

  and(other: unknown): Query {
    return this.#combine(other, (mine, theirs) => allOf(mine, theirs))
  }
  or(other: unknown): Query {
    return this.#combine(other, (mine, theirs) => ({
      isMatch: (record) => mine.isMatch(record) || theirs.isMatch(record),
      filter: { $or: [mine.filter, theirs.filter] },
    }))
  }
  not(other: unknown): Query {
    return this.#combine(other, (mine, theirs) =>
      allOf(mine, {
        isMatch: (record) => !theirs.isMatch(record),
        filter: { $not: [theirs.filter] },
      }),
    )
  }

  ascending(...fields: unknown[]): Query {
    return this.#sort('ascending', fields)
  }
  descending(...fields: unknown[]): Query {
    return this.#sort('descending', fields)
  }
  limit(limit: unknown): Query {
    return this.#with({ limit: Number(limit) })
  }
  skip(skip: unknown): Query {
    return this.#with({ skip: Number(skip) })
  }

  find(options: unknown = {}): Promise<QueryResult> {
    const { host, module, method, needsElevation } = this.#source
    const { suppressAuth, search } = Object(options) as Record<string, unknown>
    const { limit, skip, isElevated, sort, test } = this.#state
    const shown = {
      ...(test !== everything && { filter: test.filter }),
      ...(sort.length > 0 && { sort: sort.map(({ field, order }) => ({ [field]: order })) }),
      ...(limit !== 50 && { limit }),
      ...(skip !== 0 && { skip }),
      ...(search !== undefined && { search }),
    }
    if (typeof search === 'string' && search.length > 100) {
      host.warn('search-length', 'The search text of a query has at most 100 characters on Wix')
    }
    return host.call(
      module,
      method,
      [shown],
      () => this.#page(options, typeof search === 'string' ? search : ''),
      {
        needsElevation: needsElevation && suppressAuth !== true,
        elevated: isElevated || host.isElevated(),
        describe: ({ items, length, totalCount }) => ({
          items: items.slice(0, 10),
          length,
          totalCount,
        }),
      },
    )
  }

  #page(options: unknown, search: string): QueryResult {
    const { createError, maxLimit, records, show = (record) => record, defaultSort } = this.#source
    const { limit, skip, test, sort } = this.#state
    if (!(Number.isInteger(limit) && limit >= 0 && limit <= maxLimit && skip >= 0)) {
      const description = `A query takes a limit from 0 to ${maxLimit} and a skip of 0 or more, not limit ${limit} and skip ${skip}`
      throw createError({ status: 400, code: 'ILLEGAL_LIMIT', description })
    }
    const keys = sort.length > 0 ? sort : [{ field: defaultSort, order: -1 as const }]
    const found = records()
      .filter((record) => test.isMatch(record) && hasText(record, search.toLowerCase()))
      .sort((a, b) => compareBy(keys, a, b))
    const items = found.slice(skip, skip + limit).map((record) => copyValue(show(record)))
    const turn = (to: number) => this.skip(to).find(options)
    return new QueryResult(this, items as object[], { limit, skip, total: found.length, turn })
  }

  #filter(method: FilterMethod, field: unknown, args: readonly unknown[]): Query {
    const name = String(field)
    this.#checkField(method, name)
    return this.#with({ test: allOf(this.#state.test, createTest(method, name, args)) })
  }

  #sort(method: 'ascending' | 'descending', fields: readonly unknown[]): Query {
    const order = method === 'ascending' ? 1 : -1
    const keys = fields.flat().map((field) => ({ field: String(field), order }) as const)
    for (const { field } of keys) this.#checkField(method, field)
    return this.#with({ sort: [...this.#state.sort, ...keys] })
  }

  // What Wix answers is not known for every dialect, hence told and not refused.
  #checkField(method: string, field: string): void {
    const { fields, host, method: query } = this.#source
    if (!fields || field.startsWith('info.extendedFields.')) return
    if (fields[field]?.split(' ').includes(method)) return
    host.warn(
      `query-field:${method}.${field}`,
      `${query} documents no ${method}() for the field ${field}: on Wix the query may be refused`,
    )
  }

  #combine(other: unknown, merge: (mine: Test, theirs: Test) => Test): Query {
    if (!(other instanceof Query)) return this
    return this.#with({ test: merge(this.#state.test, other.#state.test) })
  }

  #with(change: Partial<QueryState>): Query {
    return new Query(this.#source, { ...this.#state, ...change })
  }
}

function allOf(mine: Test, theirs: Test): Test {
  if (mine === everything) return theirs
  return {
    isMatch: (record) => mine.isMatch(record) && theirs.isMatch(record),
    filter: { $and: [mine.filter, theirs.filter] },
  }
}

function compareBy(keys: QueryState['sort'], a: object, b: object): number {
  for (const { field, order } of keys) {
    const difference = compareValues(readField(a, field)[0], readField(b, field)[0])
    if (difference !== 0) return difference * order
  }
  return 0
}

// Which fields a search looks at is documented loosely: here it is all text of the record.
function hasText(value: unknown, text: string): boolean {
  if (text === '') return true
  if (typeof value === 'string') return value.toLowerCase().includes(text)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((inner) => hasText(inner, text))
}
