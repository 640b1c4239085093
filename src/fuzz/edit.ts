import type { PathSegment } from '../event/path.js'
import type { EventObject } from '../event/types.js'

/** One change of an event at one place. */
export interface Edit {
  path: readonly PathSegment[]
  change: { kind: 'remove' } | { kind: 'set'; value: unknown }
  /** How far it leads away from an everyday event: of two that fail alike, the cheaper is shown. */
  cost: number
  /** Adds a field that no schema knows, as Wix may any day. */
  isUnknownField?: true
}

/** A copy of an event with some changes. The event itself is not touched. */
export function applyEdits(event: EventObject, edits: readonly Edit[]): EventObject {
  const copy = structuredClone(event)
  for (const edit of edits) applyEdit(copy, edit)
  return copy
}

/** Whether two changes can be in one event: neither is at or below the place of the other. */
export function areApart(one: Edit, other: Edit): boolean {
  const [short, long] = one.path.length <= other.path.length ? [one, other] : [other, one]
  return short.path.some((segment, index) => segment !== long.path[index])
}

/** Changes the value in place. */
export function applyEdit(root: unknown, { path, change }: Edit): void {
  let parent: unknown = root
  for (const segment of path.slice(0, -1)) parent = readOwn(parent, segment)
  const last = path.at(-1)
  if (last === undefined || typeof parent !== 'object' || parent === null) return
  if (change.kind === 'remove') {
    if (Array.isArray(parent)) parent.splice(Number(last), 1)
    else Reflect.deleteProperty(parent, last)
    return
  }
  // An assignment to `__proto__` would change what the object is, instead of what it holds.
  Object.defineProperty(parent, last, {
    value: structuredClone(change.value),
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

/** What lies at a path; undefined when nothing does. */
export function readAt(root: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce<unknown>(readOwn, root)
}

function readOwn(parent: unknown, segment: PathSegment): unknown {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, segment)) return
  return Reflect.get(parent, segment)
}
