import {
  type Arbitrary,
  array,
  asyncProperty,
  boolean,
  check,
  constant,
  constantFrom,
  date,
  double,
  integer,
  jsonValue,
  dictionary as mapOf,
  oneof,
  record as recordOf,
  sample,
  string,
  stringMatching,
  tuple,
  uniqueArray,
} from 'fast-check'
import { cost } from './candidate.js'
import { areApart, type Edit } from './edit.js'
import type { Place } from './places.js'
import type { Shape, Shapes, TextShape } from './shape.js'

const mostChanges = 4
const someMatches = 8

/** A few texts that a pattern allows, the same each time, the shortest first. */
export function matching(pattern: RegExp): string[] {
  const texts = sample(stringMatching(pattern), { numRuns: someMatches, seed: 1 })
  return [...new Set(texts)].sort((one, other) => one.length - other.length)
}

/**
 * Hands random sets of changes to a function, one after another, until it says stop.
 *
 * @param places - where an event can be changed, with the known changes of each
 * @param visit - true to go on
 */
export async function visitRandomSets(
  places: readonly Place[],
  seed: number,
  visit: (edits: Edit[]) => Promise<boolean>,
): Promise<void> {
  if (places.length === 0) return
  let goesOn = true
  const property = asyncProperty(editSets(places), async (edits) => {
    goesOn = await visit(edits)
    return goesOn
  })
  // What fails a run is only that it is the last one, so nothing is to be shrunk.
  await check(property, { seed, numRuns: Number.MAX_SAFE_INTEGER, endOnFailure: true })
}

function editSets(places: readonly Place[]): Arbitrary<Edit[]> {
  const indexes = uniqueArray(integer({ min: 0, max: places.length - 1 }), {
    minLength: 1,
    maxLength: mostChanges,
  })
  const edits = places.map(editsOf)
  return indexes
    .chain((chosen) => tuple(...chosen.map((index) => edits[index] ?? constant(null))))
    .map((chosen) => apart(chosen.filter((edit) => edit !== null)))
}

/** Known changes as often as values that nobody thought of. */
function editsOf({ path, shapes, edits }: Place): Arbitrary<Edit> {
  const values = valuesOf(shapes).map(
    (value): Edit => ({
      path,
      change: { kind: 'set', value },
      cost: cost.random,
    }),
  )
  return edits.length === 0 ? values : oneof(constantFrom(...edits), values)
}

function apart(edits: readonly Edit[]): Edit[] {
  return edits.filter((edit, index) =>
    edits.slice(0, index).every((other) => areApart(edit, other)),
  )
}

function valuesOf(shapes: Shapes): Arbitrary<unknown> {
  const all = shapes.map(valuesOfShape)
  return all.length === 0 ? jsonValue() : oneof(...all)
}

function valuesOfShape(shape: Shape): Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return textsOf(shape)
    case 'date':
      return dates
    case 'choice':
      return constantFrom(...shape.values)
    case 'flag':
      return boolean()
    case 'number':
      return oneof(
        integer(),
        double({ noNaN: true, noDefaultInfinity: true }).map(withoutNegativeZero),
      )
    case 'null':
      return constant(null)
    case 'list':
      return array(valuesOf(shape.item), { maxLength: 4 })
    case 'map':
      return mapOf(string({ maxLength: 12 }), valuesOf(shape.value), { maxKeys: 3 })
    case 'record': {
      const values = Object.fromEntries(
        shape.fields.map(({ name, shapes }) => [name, valuesOf(shapes)]),
      )
      const requiredKeys = shape.fields.filter((field) => field.isRequired).map(({ name }) => name)
      return recordOf(values, { requiredKeys })
    }
    case 'anything':
      return jsonValue()
  }
}

/** A length in characters is at most that in code units, which the schema counts. */
function textsOf({ min, max, pattern }: TextShape): Arbitrary<string> {
  if (pattern) return stringMatching(pattern)
  const limit = max ?? 200
  return oneof(
    string({ unit: 'grapheme', minLength: min, maxLength: Math.min(limit, 40) }),
    string({ unit: 'grapheme-ascii', minLength: min, maxLength: limit }),
  ).map((text) => cut(text, limit))
}

/** At the end of a character: half of one could not be sent. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const short = text.slice(0, limit)
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short
}

const dates = tuple(
  date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
  constantFrom(0, 3, 6, 9),
).map(([moment, digits]) => {
  const iso = moment.toISOString()
  const fraction = `${iso.slice(20, 23)}417826`.slice(0, digits)
  return `${iso.slice(0, 19)}${digits === 0 ? '' : `.${fraction}`}Z`
})

/** JSON has none. */
function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value
}
