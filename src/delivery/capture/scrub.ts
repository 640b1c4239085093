import type { EventKey } from '../../catalog/index.js'
import { isRecord } from '../../event/record.js'
import type { EventObject } from '../../event/types.js'
import { fakeOf } from './fake.js'
import { type Classify, createClassifier } from './personal.js'

/**
 * The event without anything of a real person: ids, addresses, names, phones, photos and tokens are
 * replaced by stable fakes, also where one occurs inside another text. What a site wrote about its
 * badges stays.
 *
 * @param key - null for an event outside the catalog
 * @see docs/capture.md
 */
export function scrubEvent(event: EventObject, key: EventKey | null): EventObject {
  const classify = createClassifier(event, key)
  const fakes = new Map<string, string>()
  collect(event, [], classify, fakes)
  return rewrite(event, [], classify, createReplacer(fakes)) as EventObject
}

/** So short a value would be found inside of words. */
const shortest = 4

function collect(
  value: unknown,
  path: readonly string[],
  classify: Classify,
  fakes: Map<string, string>,
): void {
  if (typeof value === 'string') {
    const kind = classify(path)
    const known = value.trim().toLowerCase()
    if (kind !== null && known.length >= shortest) fakes.set(known, fakeOf(value, kind))
  } else if (Array.isArray(value) || isRecord(value)) {
    for (const [key, part] of Object.entries(value)) collect(part, [...path, key], classify, fakes)
  }
}

function rewrite(
  value: unknown,
  path: readonly string[],
  classify: Classify,
  replace: (text: string) => string,
): unknown {
  if (typeof value === 'string') {
    const kind = classify(path)
    if (kind === null) return isFixed(path) ? value : replace(value)
    return value.trim() === '' ? value : fakeOf(value, kind)
  }
  if (Array.isArray(value)) {
    return value.map((part, index) => rewrite(part, [...path, String(index)], classify, replace))
  }
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      rewrite(part, [...path, key], classify, replace),
    ]),
  )
}

/** Words of the API: a member whose nickname is one of them must not change it. */
function isFixed(path: readonly string[]): boolean {
  return path[0] === 'metadata' && ['entityFqdn', 'slug', 'eventTime'].includes(path[1] ?? '')
}

const shapes = String.raw`eyJ[\w-]+\.[\w-]+\.[\w-]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+`

/** All at once and the longest first, so that no fake is taken for a value. */
function createReplacer(fakes: ReadonlyMap<string, string>): (text: string) => string {
  const values = [...fakes.keys()].sort((a, b) => b.length - a.length)
  const escaped = values.map((value) => value.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
  const pattern = new RegExp([...escaped, shapes].join('|'), 'gi')
  return (text) =>
    text.replace(pattern, (found) => fakes.get(found.toLowerCase()) ?? fakeOf(found, 'text'))
}
