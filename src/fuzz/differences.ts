import { isDeepStrictEqual } from 'node:util'
import type { PathSegment } from '../event/path.js'
import { isRecord } from '../event/record.js'
import type { Difference, Side } from './failure.js'

/** The fields in which two events differ. A record or a list that only one of them has is one field. */
export function differencesOf(
  before: unknown,
  after: unknown,
  path: readonly PathSegment[] = [],
): Difference[] {
  if (isDeepStrictEqual(before, after)) return []
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) =>
      betweenSides(side(before, key), side(after, key), [...path, key]),
    )
  }
  const isSameLength =
    Array.isArray(before) && Array.isArray(after) && before.length === after.length
  if (isSameLength) {
    return before.flatMap((item, index) => differencesOf(item, after[index], [...path, index]))
  }
  return [{ path, before: present(before), after: present(after) }]
}

function betweenSides(before: Side, after: Side, path: readonly PathSegment[]): Difference[] {
  if (before.status === 'present' && after.status === 'present') {
    return differencesOf(before.value, after.value, path)
  }
  return [{ path, before, after }]
}

function side(record: Record<string, unknown>, key: string): Side {
  return Object.hasOwn(record, key) ? present(record[key]) : { status: 'absent' }
}

function present(value: unknown): Side {
  return { status: 'present', value }
}
