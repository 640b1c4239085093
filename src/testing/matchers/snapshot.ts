import type { World } from '../../platform/world.js'

type Rows = Map<string, Record<string, unknown>>

/** Copies of all that a world holds, by collection. */
export type Snapshot = Map<string, Rows>

export function takeSnapshot(world: World): Snapshot {
  const { members, badges, contacts, labels, assignments } = world.site
  const people: [string, Iterable<readonly [string, object]>][] = [
    ['the members', members],
    ['the badges', badges],
    ['the contacts', contacts],
    ['the labels', labels],
    ['the badge assignments', assignments.map((one) => [one._id, one] as const)],
  ]
  return new Map(
    [...world.collections(), ...people].map(([name, items]) => [
      name,
      new Map(
        [...items].map(([id, item]) => [
          id,
          structuredClone(item) as Rows extends Map<string, infer R> ? R : never,
        ]),
      ),
    ]),
  )
}

/** What changed from one snapshot to another, a line for each collection and kind. Times do not count. */
export function changesBetween(before: Snapshot, after: Snapshot): string[] {
  return [...after].flatMap(([name, rows]) => {
    const known: Rows = before.get(name) ?? new Map()
    const added = [...rows.keys()].filter((id) => !known.has(id)).length
    const removed = [...known.keys()].filter((id) => !rows.has(id)).length
    const changed = [...rows].flatMap(([id, row]) => changedFields(known.get(id), row))
    return [
      ...(added > 0 ? [`inserted ${rowCount(added)} in ${name}`] : []),
      ...(removed > 0 ? [`removed ${rowCount(removed)} of ${name}`] : []),
      ...changed.map((text) => `changed ${text} in ${name}`),
    ]
  })
}

function rowCount(count: number): string {
  return `${count} more row${count === 1 ? '' : 's'}`
}

function changedFields(
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown>,
): string[] {
  if (!before) return []
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names]
    .filter((name) => name !== '_updatedDate' && name !== 'revision')
    .filter((name) => toText(before[name]) !== toText(after[name]))
    .map((name) => `${name} from ${toText(before[name])} to ${toText(after[name])}`)
}

function toText(value: unknown): string {
  const holder = JSON.stringify([value], function (this: Record<string, unknown>, key, inner) {
    return this[key] instanceof Date ? 'a date' : inner
  })
  return holder.slice(1, -1)
}
