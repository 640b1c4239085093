import type { Portable, WorldState } from '../platform/protocol.js'
import type { Shaper } from './shape.js'

/** One thing in which two states of a world differ. */
export type StateDifference = { collection: string } & (
  | { kind: 'inserted' | 'removed'; rows: Portable[] }
  | { kind: 'changed'; id: string; field: string; before: Portable; after: Portable }
)

/** Whether it is no collection of the site, but what Wix itself knows of members and badges. */
export function isSiteList(collection: string): boolean {
  return collection.startsWith('the ')
}

type Rows = Record<string, Portable>

/**
 * What is different between two states, by shape. Rows with the same id are compared field by field; of
 * the others, those that look alike but for ids that were generated are taken for one.
 */
export function compareStates(
  before: WorldState,
  after: WorldState,
  shape: Shaper,
): StateDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].sort().flatMap((collection) => {
    const old = before[collection] ?? {}
    const current = after[collection] ?? {}
    const [removed, inserted] = unmatched(without(old, current), without(current, old), shape)
    return [
      ...(inserted.length > 0 ? [{ collection, kind: 'inserted' as const, rows: inserted }] : []),
      ...(removed.length > 0 ? [{ collection, kind: 'removed' as const, rows: removed }] : []),
      ...Object.entries(current).flatMap(([id, row]) =>
        changedFields(collection, id, old[id], row, shape),
      ),
    ]
  })
}

/** A row that is there under one id only. */
function without(rows: Rows, others: Rows): Portable[] {
  return Object.entries(rows).flatMap(([id, row]) => (Object.hasOwn(others, id) ? [] : [row]))
}

/** Takes away the pairs that look alike. */
function unmatched(
  left: readonly Portable[],
  right: readonly Portable[],
  shape: Shaper,
): [Portable[], Portable[]] {
  const lookOf = (row: Portable): string => JSON.stringify(sorted(shape(withoutTimes(row))))
  const rest = right.map((row) => ({ row, look: lookOf(row) }))
  const alone = left.filter((row) => {
    const look = lookOf(row)
    const twin = rest.findIndex((other) => other.look === look)
    if (twin !== -1) rest.splice(twin, 1)
    return twin === -1
  })
  return [alone, rest.map(({ row }) => row)]
}

function changedFields(
  collection: string,
  id: string,
  before: Portable | undefined,
  after: Portable,
  shape: Shaper,
): StateDifference[] {
  if (!isRecord(before) || !isRecord(after)) return []
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names]
    .filter((name) => !isBookkeeping(collection, name))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((one) => lookOf(one.before, shape) !== lookOf(one.after, shape))
    .map((one) => ({ collection, kind: 'changed', id, ...one }))
}

function lookOf(value: Portable, shape: Shaper): string {
  return JSON.stringify(sorted(shape(value)))
}

/** What Wix counts on by itself with each write; a collection of the site may have a `revision` of its own. */
function isBookkeeping(collection: string, field: string): boolean {
  return field === '_updatedDate' || (field === 'revision' && isSiteList(collection))
}

function withoutTimes(row: Portable): Portable {
  if (!isRecord(row)) return row
  const { _updatedDate, ...rest } = row
  return rest
}

/** The order of keys says nothing. */
function sorted(value: Portable): Portable {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}

function isRecord(value: Portable | undefined): value is Record<string, Portable> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
