import type { Item } from '../../world.js'
import type { Condition } from './condition.js'

// Below this, looking at every item is as fast.
const worthwhileSize = 256

type Items = Map<string, Item>

/** Items of one value, in order of insertion. */
interface Entry {
  byId: Items
  /** The same as a list, as long as that is known: a page is then cut out of it at no cost. */
  list: Item[] | undefined
}

/** Items by value; null where their order was lost, then nothing can be said. */
type FieldIndex = Map<string, Entry | null>

interface CollectionIndex {
  fields: Map<string, FieldIndex>
  /** Items stand in the order of their creation, as they do unless seeds or clocks disturb it. */
  isOldestFirst: boolean
  lastCreated: number
  /**
   * Number of items known of: another one means that somebody else wrote, so nothing holds any
   * more.
   */
  size: number
}

const indexes = new WeakMap<Items, CollectionIndex>()

/** Items that an index picked out. */
export interface Candidates {
  /** Not to be changed: it is the index's own. */
  items: readonly Item[]
  /** All of them match, no test is needed. */
  areMatches: boolean
  /** They come in the order of their creation. */
  areOldestFirst: boolean
}

const none: Candidates = { items: [], areMatches: true, areOldestFirst: true }

/**
 * Gives the items among which all matches are, when an `eq` with a text narrows them down,
 * otherwise undefined. Handlers look up one member again and again while the collection grows with
 * every event: without an index the time of a run of many events would grow with the square of
 * their number.
 */
export function findCandidates(items: Items, condition: Condition): Candidates | undefined {
  if (items.size < worthwhileSize) return undefined
  const test = condition.type === 'all' ? condition.of.find(isIndexable) : condition
  if (!test || !isIndexable(test)) return undefined
  const index = readIndex(items)
  const found = readField(index, items, test.field).get(test.value)
  if (found === null) return undefined
  if (!found) return none
  const { isOldestFirst } = index
  found.list ??= [...found.byId.values()]
  return { items: found.list, areMatches: test === condition, areOldestFirst: isOldestFirst }
}

/** Keeps the index true; to be called after each write. */
export function noteWrite(items: Items, before: Item | null, after: Item | null): void {
  const index = indexes.get(items)
  if (!index) return
  if (!before) index.size++
  if (!after) index.size--
  if (!before && after) noteCreated(index, after)
  for (const [field, ids] of index.fields) moveEntry(ids, field, before, after)
}

interface TextTest {
  type: 'test'
  field: string
  operator: 'eq'
  value: string
}

function isIndexable(condition: Condition): condition is TextTest {
  if (condition.type !== 'test' || condition.operator !== 'eq') return false
  return typeof condition.value === 'string' && !condition.field.includes('.')
}

function readIndex(items: Items): CollectionIndex {
  const known = indexes.get(items)
  if (known?.size === items.size) return known
  const index: CollectionIndex = {
    fields: new Map(),
    size: items.size,
    isOldestFirst: true,
    lastCreated: Number.NEGATIVE_INFINITY,
  }
  for (const item of items.values()) noteCreated(index, item)
  indexes.set(items, index)
  return index
}

function noteCreated(index: CollectionIndex, { _createdDate }: Item): void {
  // Seeded items may lack the date, and then rank lowest.
  const time = _createdDate instanceof Date ? _createdDate.getTime() : Number.NEGATIVE_INFINITY
  if (time < index.lastCreated) index.isOldestFirst = false
  index.lastCreated = time
}

function readField(index: CollectionIndex, items: Items, field: string): FieldIndex {
  const built = index.fields.get(field) ?? buildField(items, field)
  index.fields.set(field, built)
  return built
}

function buildField(items: Items, field: string): FieldIndex {
  const index: FieldIndex = new Map()
  for (const item of items.values()) moveEntry(index, field, null, item)
  return index
}

function moveEntry(
  index: FieldIndex,
  field: string,
  before: Item | null,
  after: Item | null,
): void {
  const left = textsOf(before?.[field])
  const entered = textsOf(after?.[field])
  for (const text of left) {
    const known = index.get(text)
    if (!before || !known || entered.includes(text)) continue
    known.byId.delete(before._id)
    known.list = undefined
  }
  for (const text of entered) {
    if (!after) continue
    const known = index.get(text)
    const isNew = before !== null && !left.includes(text)
    // An updated item keeps its place among all items, but would come last here.
    if (isNew) index.set(text, null)
    else if (known) addEntry(known, after)
    else if (known === undefined) {
      index.set(text, { byId: new Map([[after._id, after]]), list: undefined })
    }
  }
}

function addEntry(entry: Entry, item: Item): void {
  if (entry.byId.has(item._id)) entry.list = undefined
  else entry.list?.push(item)
  entry.byId.set(item._id, item)
}

// A list matches by any of its elements.
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : []
}
