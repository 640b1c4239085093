import type { Item } from '../../world.js'
import { compareValues } from './compare.js'
import { createDataError } from './errors.js'
import { createReader } from './path.js'

export interface SortKey {
  field: string
  order: 'asc' | 'desc'
}

/**
 * Gives one page of the items in the order asked for, the newest first when none is.
 *
 * @param items - in order of insertion
 * @param areOldestFirst - whether that is known to be the order of their creation
 */
export function sortedPage(
  items: readonly Item[],
  keys: readonly SortKey[],
  { skip, limit }: { skip: number; limit: number },
  areOldestFirst = false,
): readonly Item[] {
  if (keys.length > 0) return sorted(items, keys).slice(skip, skip + limit)
  // Items nearly always come in the order of their creation: then no sort is needed, whatever
  // their number.
  const oldestFirst =
    areOldestFirst || isOldestFirst(items) ? items : sorted(items, [oldestFirstKey])
  const end = oldestFirst.length - skip
  return end <= 0 ? [] : oldestFirst.slice(Math.max(0, end - limit), end).reverse()
}

const oldestFirstKey: SortKey = { field: '_createdDate', order: 'asc' }

// Of equal items the later one is last, and with a descending order first: the sort is stable.
function sorted(items: readonly Item[], keys: readonly SortKey[]): Item[] {
  const isDescending = keys.at(-1)?.order === 'desc'
  return (isDescending ? items.toReversed() : [...items]).sort(createOrder(keys))
}

function createOrder(keys: readonly SortKey[]): (a: Item, b: Item) => number {
  const columns = keys.map(({ field, order }) => ({
    read: createReader(field),
    sign: order === 'asc' ? 1 : -1,
  }))
  return (a, b) => {
    let lists = 0
    for (const { read, sign } of columns) {
      const left = read(a)
      if (Array.isArray(left) && ++lists > 1) throw sortByLists()
      const order = compareValues(left, read(b))
      if (order !== 0) return order * sign
    }
    return 0
  }
}

function isOldestFirst(items: readonly Item[]): boolean {
  let previous = Number.NEGATIVE_INFINITY
  for (const { _createdDate } of items) {
    // Seeded items may lack the date, and then rank lowest.
    const time = _createdDate === undefined ? Number.NEGATIVE_INFINITY : timeOf(_createdDate)
    if (time === undefined || time < previous) return false
    previous = time
  }
  return true
}

function timeOf(value: unknown): number | undefined {
  return value instanceof Date ? value.getTime() : undefined
}

function sortByLists(): Error {
  return createDataError({
    code: 'WDE0121',
    text: 'only one of the fields to sort by may be a list',
  })
}
