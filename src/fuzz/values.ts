import { type Candidate, cost } from './candidate.js'
import { dateCandidates } from './dates.js'
import type { Dictionary } from './dictionary.js'
import { sampleOf } from './sample.js'
import type { Shape, TextShape } from './shape.js'
import { isText, textCandidates } from './texts.js'

/** What is known of an event besides the one place. */
export interface Surroundings {
  dates: readonly string[]
  ids: readonly string[]
  /** What the site's own code names. */
  dictionary: Dictionary
  /** Some texts that a pattern allows. */
  matching(pattern: RegExp): readonly string[]
}

/**
 * The values that one shape offers for a place, other than what is there. Parts of a record or a list
 * are not varied here.
 *
 * @param siblings - the other values of the record that the place is in
 */
export function candidatesOf(
  shape: Shape,
  current: unknown,
  siblings: readonly unknown[],
  around: Surroundings,
): Candidate[] {
  const { dictionary } = around
  switch (shape.kind) {
    case 'null':
      return [{ value: null, cost: cost.null }]
    case 'flag':
      return [true, false].map((value) => ({ value, cost: cost.other }))
    case 'choice':
      return shape.values.map((value) => ({ value, cost: cost.other }))
    case 'date':
      return dateCandidates(current, around.dates)
    case 'number':
      return numbers(dictionary)
    case 'text':
      return texts(shape, current, siblings, around)
    case 'list': {
      const items = Array.isArray(current) && current.length > 0 ? current : [itemOf(shape, around)]
      return [
        { value: [], cost: cost.empty },
        { value: items.slice(0, 1), cost: cost.present },
        { value: [...items, ...items], cost: cost.present },
        { value: Array.from({ length: 100 }, () => items[0]), cost: cost.long },
      ]
    }
    case 'map':
      return [
        { value: {}, cost: cost.empty },
        ...images(current).map((value) => ({ value, cost: cost.present })),
      ]
    case 'record':
      return []
    case 'anything':
      return [
        { value: null, cost: cost.null },
        { value: '', cost: cost.empty },
        ...[0, true, [], {}].map((value) => ({ value, cost: cost.plain })),
        ...['a', ' ', '💛', '0', '"', '2026-02-29', 'a'.repeat(300)].map((value) => ({
          value,
          cost: cost.odd,
        })),
        ...dictionary.texts.map((value) => ({ value, cost: cost.named })),
      ]
  }
}

export function dateOf({ dates }: Surroundings): string {
  return dates[0] ?? '2026-03-02T10:15:20.118Z'
}

function itemOf(shape: Extract<Shape, { kind: 'list' }>, around: Surroundings): unknown {
  return sampleOf(shape.item, dateOf(around))
}

function numbers({ numbers: named }: Dictionary): Candidate[] {
  return [
    ...[0, 1].map((value) => ({ value, cost: cost.plain })),
    ...named.flatMap((value) => [
      { value, cost: cost.named },
      { value: value - 1, cost: cost.boundary },
      { value: value + 1, cost: cost.boundary },
    ]),
    ...[-1, 0.5, 1e9, Number.MAX_SAFE_INTEGER, 1e21].map((value) => ({ value, cost: cost.odd })),
  ]
}

function texts(
  shape: TextShape,
  current: unknown,
  siblings: readonly unknown[],
  { ids, dictionary, matching }: Surroundings,
): Candidate[] {
  const { numbers: lengths } = dictionary
  const isId = shape.min > 0
  const near = isId ? ids : siblings
  const found: Candidate[] = [
    ...near.map((value) => ({ value, cost: cost.elsewhere })),
    ...textCandidates(shape, lengths),
    ...dictionary.texts.map((value) => ({ value, cost: cost.named })),
    ...respelled(current).map((value) => ({ value, cost: cost.odd })),
    ...addresses(current).map((value) => ({ value, cost: cost.present })),
    ...(isId ? idSpellings(current) : []).map((value) => ({ value, cost: cost.odd })),
    ...(shape.pattern ? matching(shape.pattern) : []).map((value) => ({ value, cost: cost.odd })),
  ]
  return found.filter(({ value }) => isText(shape, value))
}

/** The present text, otherwise written. */
function respelled(current: unknown): string[] {
  if (typeof current !== 'string') return []
  return [
    ...[current.toUpperCase(), current.toLowerCase(), ` ${current} `, `${current}\n`],
    ...[`${current}💛`, `💛${current}`, `"${current}"`, current.replaceAll(/\s/gu, '')],
    ...[current.slice(0, 3), current.slice(0, 1)],
  ]
}

/** Another GUID, and ids that are none: local fixtures have readable ones. */
function idSpellings(current: unknown): string[] {
  const id = typeof current === 'string' ? current : ''
  return [
    ...['7d0f5a3e-2c41-4b96-8a57-91c6e0d2b384', '00000000-0000-0000-0000-000000000000'],
    ...[id.replaceAll('-', ''), 'ann', '17', 'm-17'],
  ]
}

/** The notations in which Wix gives pictures: an address, its own scheme, nothing. */
function addresses(current: unknown): string[] {
  if (typeof current !== 'string' || !/^(?:https?|wix:image):/.test(current)) return []
  return [
    'https://static.wixstatic.com/shapes/5b1d7e_00000000000000000000000000000000.svg',
    'https://images.example.com/icon',
    'wix:image://v1/5b1d7e_00000000000000000000000000000000~mv2.png/icon.png#originWidth=96&originHeight=96',
    'wix:image://v1/5b1d7e_00000000000000000000000000000000~mv2.png',
  ]
}

/** The image object in which a webhook carries an icon. */
function images(current: unknown): Record<string, unknown>[] {
  if (typeof current !== 'string' || !/^(?:https?|wix:image):/.test(current)) return []
  const image = { id: '5b1d7e_00000000000000000000000000000000~mv2.png', height: 96, width: 96 }
  return [
    image,
    { ...image, filename: 'icon one.png', altText: 'Icon' },
    { id: '', url: 'https://images.example.com/icon.png', height: 0, width: 0 },
  ]
}
