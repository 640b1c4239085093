import type { Item } from '../../world.js'
import { compareValues } from './compare.js'
import { type Condition, depthOf, isEverything, toFilter } from './condition.js'
import { copyInto, copyValue } from './copy.js'
import { findCandidates } from './equality-index.js'
import { createBuilderError, createDataError, type Problem } from './errors.js'
import { warnOfNearMisses } from './near-misses.js'
import { defaultLimit, type Page } from './paging.js'
import { createReader } from './path.js'
import { compilePredicate } from './predicate.js'
import { maxLimitOf, readCollection } from './read-collection.js'
import { expandReferences } from './references.js'
import type { Operation } from './session.js'
import { type SortKey, sortedPage } from './sort.js'

const maxFilterDepth = 50

/** All that a query was asked for. What was never set is absent. */
export interface QueryModel {
  collection: string
  condition: Condition
  problems: readonly Problem[]
  sort: readonly SortKey[]
  /** Asks for an order by chance, the same one for the same seed. */
  randomSeed?: number
  limit?: number
  skip?: number
  fields?: readonly string[]
  include?: readonly string[]
  /** The most references of a field that are expanded. */
  includeLimit?: number
}

type Place = Pick<Operation, 'world' | 'host'>

/** Finds the items of one page. */
export function findPage({ world, host }: Place, model: QueryModel): Page {
  checkModel('find', model)
  const { items, areOldestFirst } = findMatches(world, model)
  warnOfMissed({ world, host }, model, items.length)
  const range = { skip: model.skip ?? 0, limit: readLimit(model) }
  const { sort, randomSeed, include } = model
  const page =
    randomSeed === undefined
      ? sortedPage(items, sort, range, areOldestFirst)
      : shuffled(items, randomSeed).slice(range.skip, range.skip + range.limit)
  const found: Page & { items: Record<string, unknown>[] } = {
    items: page.map(createProjection(model.fields)),
    totalCount: items.length,
  }
  if (include) {
    const wanted = { fields: include, limit: model.includeLimit ?? defaultLimit }
    const place = { world, collection: model.collection }
    const { isPartial } = expandReferences(place, found.items, wanted, host.warn)
    found.partialIncludes = isPartial
  }
  return found
}

/** Counts all matches: page size and number of skipped items do not matter here. */
export function countMatches(place: Place, model: QueryModel): number {
  checkModel('count', model)
  const { length } = findMatches(place.world, model).items
  warnOfMissed(place, model, length)
  return length
}

/** Finds the distinct values of a field, lowest first unless the query sorts by that field. */
export function findDistinct(place: Place, model: QueryModel, field: string): Page {
  checkModel('distinct', model)
  const limit = readLimit(model)
  const read = createReader(field)
  const values = new Map<string, unknown>()
  const { items } = findMatches(place.world, model)
  warnOfMissed(place, model, items.length)
  for (const item of items) {
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
    ...(sort.length > 0 && { sort: describeSort(sort) }),
    ...(limit !== undefined && { limit }),
    ...(skip !== undefined && { skip }),
    ...(fields && { fields }),
    ...(include && { include }),
  }
}

export function describeSort(sort: readonly SortKey[]): Record<string, string>[] {
  return sort.map(({ field, order }) => ({ [field]: order }))
}

/** Tells the mistakes in the calls of a builder, now that it runs. */
export function checkModel(
  method: string,
  { collection, condition, problems }: Pick<QueryModel, 'collection' | 'condition' | 'problems'>,
): void {
  const error = createBuilderError(`${method}() on ${collection}`, problems)
  if (error) throw error
  if (depthOf(condition) > maxFilterDepth) {
    const text = `filters are nested deeper than ${maxFilterDepth} levels`
    throw createDataError({ code: 'WDE0169', text })
  }
}

export function readLimit({
  collection,
  limit = defaultLimit,
}: Pick<QueryModel, 'collection' | 'limit'>): number {
  const highest = maxLimitOf(collection)
  if (limit <= highest) return limit
  throw createDataError({
    code: 'WDE0077',
    text: `limit(${limit}) is above the maximum of ${highest}`,
  })
}

interface Matches {
  items: readonly Item[]
  /** They are known to come in the order of their creation. */
  areOldestFirst: boolean
}

export function findMatches(
  world: Operation['world'],
  { collection, condition }: Pick<QueryModel, 'collection' | 'condition'>,
): Matches {
  const all = readCollection(world, collection)
  if (isEverything(condition)) return { items: [...all.values()], areOldestFirst: false }
  // Other doubles write the built-in collections (`Members/…`), and tell no index of it.
  const candidates = collection.includes('/') ? undefined : findCandidates(all, condition)
  const areOldestFirst = candidates?.areOldestFirst ?? false
  if (candidates?.areMatches) return { items: candidates.items, areOldestFirst }
  const items: Item[] = []
  const isMatch = compilePredicate(condition)
  for (const item of candidates?.items ?? all.values()) if (isMatch(item)) items.push(item)
  return { items, areOldestFirst }
}

function warnOfMissed({ world, host }: Place, model: QueryModel, found: number): void {
  const { collection, condition } = model
  if (isEverything(condition)) return
  const read = () => readCollection(world, collection)
  warnOfNearMisses(host, { read, collection, condition, found })
}

type Projection = (item: Item) => Record<string, unknown>

function createProjection(fields: readonly string[] | undefined): Projection {
  if (!fields || fields.length === 0) return (item) => copyInto({}, item)
  const wanted = new Set(fields)
  return (item) => {
    const known = Object.entries(item).filter(([key]) => key === '_id' || wanted.has(key))
    return copyInto({}, Object.fromEntries(known))
  }
}

// Each item gets a number by chance, drawn from the seed, so that pages belong together.
function shuffled(items: readonly Item[], seed: number): readonly Item[] {
  let state = Math.trunc(seed) | 0
  const draw = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0
    return (state ^ (state >>> 13)) >>> 0
  }
  const drawn = items.map((item) => ({ item, rank: draw() }))
  return drawn.sort((a, b) => a.rank - b.rank).map(({ item }) => item)
}

/** Gives equal data the same text, and other data another one. */
export function identify(value: unknown): string {
  return value instanceof Date
    ? `date ${value.getTime()}`
    : `${typeof value} ${JSON.stringify(value)}`
}
