import type { Item, World } from '../../world.js'
import { checkCollection } from './checks.js'
import { compareValues } from './compare.js'
import { type Condition, depthOf, isEverything, toFilter } from './condition.js'
import { copyInto, copyValue } from './copy.js'
import { findCandidates } from './equality-index.js'
import { createDataError, type Problem } from './errors.js'
import { createReader } from './path.js'
import { compilePredicate } from './predicate.js'
import { type SortKey, sortedPage } from './sort.js'

export const defaultLimit = 50
const maxLimit = 1000
const maxFilterDepth = 50

/** All that a query was asked for. What was never set is absent. */
export interface QueryModel {
  collection: string
  condition: Condition
  problems: readonly Problem[]
  sort: readonly SortKey[]
  limit?: number
  skip?: number
  fields?: readonly string[]
  include?: readonly string[]
}

/** One page of an answer, as copies, and how many there are in all. */
export interface Page {
  items: unknown[]
  totalCount: number
}

/** Finds the items of one page. */
export function findPage(world: World, model: QueryModel): Page {
  checkModel(model)
  const { items, areOldestFirst } = findMatches(world, model)
  const range = { skip: model.skip ?? 0, limit: readLimit(model) }
  const page = sortedPage(items, model.sort, range, areOldestFirst)
  return { items: page.map(createProjection(model.fields)), totalCount: items.length }
}

/** Counts all matches: page size and number of skipped items do not matter here. */
export function countMatches(world: World, model: QueryModel): number {
  checkModel(model)
  return findMatches(world, model).items.length
}

/** Finds the distinct values of a field, lowest first unless the query sorts by that field. */
export function findDistinct(world: World, model: QueryModel, field: string): Page {
  checkModel(model)
  const limit = readLimit(model)
  const read = createReader(field)
  const values = new Map<string, unknown>()
  for (const item of findMatches(world, model).items) {
    const value = read(item)
    // How lists are treated is not documented: each element counts, as in MongoDB.
    for (const element of Array.isArray(value) ? value : [value]) {
      if (element !== undefined && element !== null) values.set(identify(element), element)
    }
  }
  const isDescending = model.sort.some((key) => key.field === field && key.order === 'desc')
  const sorted = [...values.values()].sort(compareValues)
  if (isDescending) sorted.reverse()
  const skip = model.skip ?? 0
  const page = sorted.slice(skip, skip + limit).map((value) => copyValue(value))
  return { items: page, totalCount: sorted.length }
}

/** The query as it is recorded: the keys that were set, the filter as MongoDB would write it. */
export function describeModel({ condition, sort, ...model }: QueryModel): Record<string, unknown> {
  const { limit, skip, fields, include } = model
  return {
    ...(!isEverything(condition) && { filter: toFilter(condition) }),
    ...(sort.length > 0 && { sort: sort.map(({ field, order }) => ({ [field]: order })) }),
    ...(limit !== undefined && { limit }),
    ...(skip !== undefined && { skip }),
    ...(fields && { fields }),
    ...(include && { include }),
  }
}

function checkModel({ collection, condition, problems }: QueryModel): void {
  const [first, ...others] = problems
  if (first) throw createDataError(first, ...others)
  checkCollection(collection)
  if (depthOf(condition) > maxFilterDepth) {
    const text = `filters are nested deeper than ${maxFilterDepth} levels`
    throw createDataError({ code: 'WDE0169', text })
  }
}

function readLimit({ limit = defaultLimit }: QueryModel): number {
  if (limit <= maxLimit) return limit
  throw createDataError({
    code: 'WDE0077',
    text: `limit(${limit}) is above the maximum of ${maxLimit}`,
  })
}

interface Matches {
  items: Item[]
  /** They are known to come in the order of their creation. */
  areOldestFirst: boolean
}

function findMatches(world: World, { collection, condition }: QueryModel): Matches {
  const all = world.collection(collection)
  if (isEverything(condition)) return { items: [...all.values()], areOldestFirst: false }
  // Other doubles write the built-in collections (`Members/…`), and tell no index of it.
  const candidates = collection.includes('/') ? undefined : findCandidates(all, condition)
  const areOldestFirst = candidates?.areOldestFirst ?? false
  if (candidates?.areMatches) return { items: [...candidates.items], areOldestFirst }
  const items: Item[] = []
  const isMatch = compilePredicate(condition)
  for (const item of candidates?.items ?? all.values()) if (isMatch(item)) items.push(item)
  return { items, areOldestFirst }
}

function createProjection(fields: readonly string[] | undefined): (item: Item) => unknown {
  if (!fields || fields.length === 0) return (item) => copyInto({}, item)
  const wanted = new Set(fields)
  return (item) => {
    const known = Object.entries(item).filter(([key]) => key === '_id' || wanted.has(key))
    return copyInto({}, Object.fromEntries(known))
  }
}

function identify(value: unknown): string {
  return value instanceof Date
    ? `date ${value.getTime()}`
    : `${typeof value} ${JSON.stringify(value)}`
}
