import type { EventKey } from '../../catalog/index.js'
import { isRecord } from '../../event/record.js'
import type { EventObject } from '../../event/types.js'
import { fakeNumber, fakeOf, isPhone } from './fake.js'
import { type Classify, createClassifier, isIdKey } from './personal.js'

/**
 * The event without anything of a real person: ids, addresses, names, phones, photos and tokens are
 * replaced by stable fakes, also where one occurs inside another text. What a site wrote about its
 * badges stays, and so do ids of badges and times.
 *
 * @param key - null for an event outside the catalog
 * @see docs/capture.md
 */
export function scrubEvent(event: EventObject, key: EventKey | null): EventObject {
  const classify = createClassifier(event, key)
  const known: Known = { fakes: new Map(), ids: new Set() }
  collect(event, [], classify, known)
  return rewrite(event, [], classify, createReplacer(known)) as EventObject
}

/** What an event says, in lower case. */
interface Known {
  /** By what is of a person. */
  fakes: Map<string, string>
  /** Ids that stay. */
  ids: Set<string>
}

/** So short a value would be found inside of words. */
const shortest = 4
/** So small a number tells of nobody. */
const smallest = 1000

function collect(
  value: unknown,
  path: readonly string[],
  classify: Classify,
  { fakes, ids }: Known,
): void {
  if (typeof value === 'string') {
    const kind = classify(path, value)
    const text = value.trim().toLowerCase()
    if (kind === 'word') return
    if (kind !== 'content') {
      if (text.length >= shortest) fakes.set(text, fakeOf(value, kind))
    } else if (isIdKey(path.findLast((segment) => !/^\d+$/.test(segment)) ?? '')) ids.add(text)
  } else if (Array.isArray(value) || isRecord(value)) {
    for (const [key, part] of Object.entries(value)) {
      collect(part, [...path, key], classify, { fakes, ids })
    }
  }
}

function rewrite(
  value: unknown,
  path: readonly string[],
  classify: Classify,
  replace: (text: string) => string,
): unknown {
  if (Array.isArray(value)) {
    return value.map((part, index) => rewrite(part, [...path, String(index)], classify, replace))
  }
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        isPlainName.test(key) ? key : replace(key),
        rewrite(part, [...path, key], classify, replace),
      ]),
    )
  }
  if (typeof value === 'string') {
    const kind = classify(path, value)
    if (kind === 'word' || value.trim() === '') return value
    return kind === 'content' ? clip(replace(value), value, path.at(-1)) : fakeOf(value, kind)
  }
  if (typeof value !== 'number' || Math.abs(value) < smallest) return value
  return /^(word|content)$/.test(classify(path, value)) ? value : fakeNumber(value)
}

/** A key that somebody declared; one that was made at run time may be a member's id or address. */
const isPlainName = /^_?[a-z][a-z]*$/i

/** Most characters of what a site writes about a badge. */
const limits: ReadonlyMap<string | undefined, number> = new Map([
  ['title', 50],
  ['description', 1500],
  ['slug', 255],
])

/** A fake may be longer than what it stands for. */
function clip(text: string, before: string, key: string | undefined): string {
  const limit = Math.max(before.length, limits.get(key) ?? Number.POSITIVE_INFINITY)
  return text.length <= limit ? text : text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')
}

const guid = String.raw`(?<![\w-])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\w-])`
const jwt = String.raw`eyJ[\w-]+\.[\w-]+\.[\w-]*`
const email = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`
const secret = String.raw`(?<=[?&](?:\w+_)?(?:token|key|sig|signature|auth|secret|password|code)=)[^&#\s]+`
const phone = String.raw`(?<![\w.:+/~-])\+?\(?\d[\d ()./-]{6,18}\d(?![\w-])`

/** All at once and the longest first, so that no fake is taken for a value. */
function createReplacer({ fakes, ids }: Known): (text: string) => string {
  const values = [...fakes.keys()].sort((a, b) => b.length - a.length)
  const escaped = values.map((value) => value.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
  const pattern = new RegExp([...escaped, guid, jwt, email, secret, phone].join('|'), 'gi')
  const isDigits = /^[\d +()./-]+$/
  const isGuid = new RegExp(`^${guid}$`, 'i')
  return (text) =>
    text.replace(pattern, (found) => {
      const fake = fakes.get(found.toLowerCase())
      if (fake !== undefined) return fake
      // Any other GUID in a text may be that of a member whom this event does not name.
      if (isGuid.test(found)) return ids.has(found.toLowerCase()) ? found : fakeOf(found, 'id')
      if (isPhone(found)) return fakeOf(found, 'phone')
      // A date, or some other number.
      return isDigits.test(found) ? found : fakeOf(found, 'token')
    })
}
