import type { Item } from '../../world.js'
import type { Condition } from './condition.js'

// Below this, looking at every item is as fast.
const worthwhileSize = 256

type Items = Map<string, Item>

/**
 * Ids by value, in order of insertion; null where that order was lost, then nothing can be said.
 */
type FieldIndex = Map<string, Set<string> | null>

interface CollectionIndex {
  fields: Map<string, FieldIndex>
  /**
   * Number of items known of: another one means that somebody else wrote, so nothing holds any
   * more.
   */
  size: number
}

const indexes = new WeakMap<Items, CollectionIndex>()

/**
 * Gives the items among which all matches are, when an `eq` with a text narrows them down,
 * otherwise undefined. Handlers look up one member again and again while the collection grows with
 * every event: without an index the time of a run of many events would grow with the square of
 * their number.
 */
export function findCandidates(items: Items, condition: Condition): Iterable<Item> | undefined {
  if (items.size < worthwhileSize) return undefined
  const test = condition.type === 'all' ? condition.of.find(isIndexable) : condition
  if (!test || !isIndexable(test)) return undefined
  const ids = readIndex(items, test.field).get(test.value)
  if (ids === null) return undefined
  return [...(ids ?? [])].flatMap((id) => items.get(id) ?? [])
}

/** Keeps the index true; to be called after each write. */
export function noteWrite(items: Items, before: Item | null, after: Item | null): void {
  const index = indexes.get(items)
  if (!index) return
  if (!before) index.size++
  if (!after) index.size--
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

function readIndex(items: Items, field: string): FieldIndex {
  const known = indexes.get(items)
  const index = known?.size === items.size ? known : { fields: new Map(), size: items.size }
  indexes.set(items, index)
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
  const id = (after ?? before)?._id
  if (id === undefined) return
  for (const text of left) {
    if (entered.includes(text)) continue
    const ids = index.get(text)
    if (ids?.delete(id) && ids.size === 0) index.delete(text)
  }
  for (const text of entered) {
    if (left.includes(text)) continue
    const ids = index.get(text)
    if (ids) ids.add(id)
    else if (ids === undefined) index.set(text, new Set([id]))
    // An updated item keeps its place among all items, but would come last here.
    if (before) index.set(text, null)
  }
}

// A list matches by any of its elements.
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : []
}
