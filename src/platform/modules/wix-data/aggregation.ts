import type { Item, World } from '../../world.js'
import { compareValues } from './compare.js'
import { type Condition, isEverything, toFilter } from './condition.js'
import { copyValue } from './copy.js'
import type { Problem } from './errors.js'
import { checkModel, describeSort, findMatches, identify, readLimit } from './find.js'
import type { Page } from './paging.js'
import { createReader } from './path.js'
import { compilePredicate } from './predicate.js'
import { type SortKey, sortedPage } from './sort.js'

export interface Accumulator {
  operation: 'sum' | 'avg' | 'min' | 'max' | 'count'
  field: string
  /** Where the value stands in the result. */
  name: string
}

/** All that an aggregation was asked for. */
export interface AggregateModel {
  collection: string
  condition: Condition
  having: Condition
  accumulators: readonly Accumulator[]
  problems: readonly Problem[]
  sort: readonly SortKey[]
  group?: readonly string[]
  isFiltered?: boolean
  limit?: number
  skip?: number
}

/** Groups the items, sums them up, and gives one page of the groups. */
export function runAggregate(world: World, model: AggregateModel): Page {
  checkAggregate(model)
  const limit = readLimit(model)
  const { group = [], having, sort, skip = 0 } = model
  const groups = groupBy(findMatches(world, model).items, group)
  const isMatch = compilePredicate(having)
  const rows = groups.map((items) => createRow(items, model)).filter(isMatch)
  // Which order groups have without a sort is not known: that of their first item.
  const page =
    sort.length > 0 ? sortedPage(rows, sort, { skip, limit }) : rows.slice(skip, skip + limit)
  return { items: page.map((row) => toResult(row, group)), totalCount: rows.length }
}

export function checkAggregate(model: AggregateModel): void {
  checkModel('aggregate', model)
  checkModel('aggregate', { ...model, condition: model.having })
}

/** The aggregation as it is recorded: the keys that were set. */
export function describeAggregate(model: AggregateModel): Record<string, unknown> {
  const { condition, having, accumulators, group, sort, limit, skip } = model
  const fields = accumulators.map(({ operation, field, name }) => [
    name,
    operation === 'count' ? 'count' : { [operation]: field },
  ])
  return {
    ...(!isEverything(condition) && { filter: toFilter(condition) }),
    ...(group && { group }),
    ...Object.fromEntries(fields),
    ...(!isEverything(having) && { having: toFilter(having) }),
    ...(sort.length > 0 && { sort: describeSort(sort) }),
    ...(limit !== undefined && { limit }),
    ...(skip !== undefined && { skip }),
  }
}

function groupBy(items: readonly Item[], fields: readonly string[]): Item[][] {
  const readers = fields.map(createReader)
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = readers.map((read) => identify(read(item) ?? null)).join()
    const known = groups.get(key)
    if (known) known.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}

// A row has its keys by name also where the result has not, so that it can be sorted by them.
function createRow(items: readonly Item[], { group = [], accumulators }: AggregateModel): Item {
  const [first] = items
  const keys = group.map((field) => [field, (first && createReader(field)(first)) ?? null])
  const values = accumulators.map((accumulator) => [
    accumulator.name,
    accumulate(accumulator, items),
  ])
  const [only] = group
  const key = Object.fromEntries(keys)
  // Mostly a text, but a group is named by whatever value its field has.
  const _id = only === undefined ? '0' : group.length === 1 ? key[only] : key
  return { ...key, ...Object.fromEntries(values), _id }
}

function toResult(row: Item, group: readonly string[]): unknown {
  const [only] = group
  const { [only ?? '']: _key, ...rest } = row
  return copyValue(group.length === 1 && only !== '_id' ? rest : row)
}

function accumulate({ operation, field }: Accumulator, items: readonly Item[]): unknown {
  if (operation === 'count') return items.length
  const values = items
    .map(createReader(field))
    .filter((value) => value !== undefined && value !== null)
  if (operation === 'min' || operation === 'max') {
    const sorted = values.sort(compareValues)
    return sorted.at(operation === 'min' ? 0 : -1) ?? null
  }
  const numbers = values.filter((value) => typeof value === 'number')
  const sum = numbers.reduce((total, number) => total + number, 0)
  if (operation === 'sum') return sum
  return numbers.length > 0 ? sum / numbers.length : null
}
