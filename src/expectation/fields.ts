import { formatPath, type PathSegment } from '../event/path.js'
import type { Portable } from '../platform/protocol.js'
import { sameValue } from './portable.js'

/** A field that is otherwise than expected; the side that has none is left out. */
export interface FieldDeviation {
  path: string
  expected?: Portable
  actual?: Portable
}

/** The innermost fields in which two values differ. */
export function fieldDeviations(
  expected: Portable | undefined,
  actual: Portable | undefined,
  path: readonly PathSegment[] = [],
): FieldDeviation[] {
  if (sameValue(expected, actual)) return []
  if (isContainer(expected) && isContainer(actual)) {
    if (Array.isArray(expected) && Array.isArray(actual)) {
      const longest = expected.length > actual.length ? expected : actual
      return longest.flatMap((_item, index) =>
        fieldDeviations(expected[index], actual[index], [...path, index]),
      )
    }
    if (!Array.isArray(expected) && !Array.isArray(actual)) {
      const keys = new Set([...Object.keys(expected), ...Object.keys(actual)].sort())
      return [...keys].flatMap((key) =>
        fieldDeviations(ownValue(expected, key), ownValue(actual, key), [...path, key]),
      )
    }
  }
  return [
    {
      path: formatPath(path),
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
    },
  ]
}

type Container = Portable[] | { [key: string]: Portable }

function isContainer(value: Portable | undefined): value is Container {
  return typeof value === 'object' && value !== null
}

function ownValue(value: { [key: string]: Portable }, key: string): Portable | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined
}
