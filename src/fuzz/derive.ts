import type { PathSegment } from '../event/path.js'
import { isRecord } from '../event/record.js'
import type { EventObject } from '../event/types.js'
import { cost } from './candidate.js'
import { applyEdit, type Edit } from './edit.js'
import { sampleOf } from './sample.js'
import type { Field, RecordShape, Shape, Shapes } from './shape.js'
import { candidatesOf, dateOf, type Surroundings } from './values.js'

/** Keys that code which treats a record as a dictionary trips over. */
const oddKeys = [
  ...['__proto__', 'constructor', 'toString', 'length', 'custom.pet-name', 'a b', '', '0', 'ключ'],
]
const addedKey = 'addedByWix'
const addedValues = ['new', null, [], { nested: 'new' }]

/**
 * Every single change of an event that its schema allows, the cheapest first; and at each record a field
 * that the schema does not know.
 *
 * @param shapes - of the event object
 */
export function deriveEdits(shapes: Shapes, event: EventObject, around: Surroundings): Edit[] {
  const edits = inside(shapes, event, [], around)
  return withoutRepeats(edits).sort((one, other) => one.cost - other.cost)
}

/** The changes of one place that is there, and of all below it. */
function inside(
  shapes: Shapes,
  current: unknown,
  path: readonly PathSegment[],
  around: Surroundings,
): Edit[] {
  return shapes.flatMap((shape) => {
    if (shape.kind === 'record' && isRecord(current)) {
      return [...ofRecord(shape, current, path, around), ...unknownFields(path)]
    }
    if (shape.kind === 'map' && isRecord(current)) return ofMap(shape, current, path, around)
    if (shape.kind === 'list' && Array.isArray(current) && current.length > 0) {
      return ofPlace(shape.item, current[0], current, [...path, 0], around)
    }
    return []
  })
}

function ofRecord(
  { fields }: RecordShape,
  record: Record<string, unknown>,
  path: readonly PathSegment[],
  around: Surroundings,
): Edit[] {
  return fields.flatMap((field) => {
    const place = [...path, field.name]
    const siblings = Object.entries(record).flatMap(([name, value]) =>
      name === field.name ? [] : [value],
    )
    if (!Object.hasOwn(record, field.name)) return ofMissing(field, siblings, place, around)
    const current = record[field.name]
    const removal = field.isRequired ? [] : [remove(place, current)]
    return [...removal, ...ofPlace(field.shapes, current, siblings, place, around)]
  })
}

function ofMap(
  { value: shapes }: Extract<Shape, { kind: 'map' }>,
  map: Record<string, unknown>,
  path: readonly PathSegment[],
  around: Surroundings,
): Edit[] {
  const there = Object.entries(map).flatMap(([key, current]) => {
    const place = [...path, key]
    return [remove(place, current), ...ofPlace(shapes, current, [], place, around)]
  })
  const keys = [...oddKeys, ...around.dictionary.texts].filter((key) => !Object.hasOwn(map, key))
  const [first = sampleOf(shapes, dateOf(around))] = Object.values(map)
  return [...there, ...keys.map((key) => set([...path, key], first, cost.odd))]
}

/** Other values of a place that is there, and changes of what is below it. */
function ofPlace(
  shapes: Shapes,
  current: unknown,
  siblings: readonly unknown[],
  path: readonly PathSegment[],
  around: Surroundings,
): Edit[] {
  const others = shapes
    .flatMap((shape) => candidatesOf(shape, current, siblings, around))
    .map((candidate) => set(path, candidate.value, candidate.cost + weight(current)))
  return [...others, ...inside(shapes, current, path, around)]
}

/** A field that the event lacks: with an ordinary value, and with each cheap change of that. */
function ofMissing(
  { shapes }: Field,
  siblings: readonly unknown[],
  path: readonly PathSegment[],
  around: Surroundings,
): Edit[] {
  const sample = sampleOf(shapes, dateOf(around))
  const below = inside(shapes, sample, [], around).filter((edit) => edit.cost < cost.plain)
  return [
    set(path, sample, cost.present),
    ...leastOf(shapes, sample).map((value) => set(path, value, cost.empty)),
    ...shapes
      .flatMap((shape) => candidatesOf(shape, sample, siblings, around))
      .map((candidate) => set(path, candidate.value, candidate.cost)),
    ...below.map((edit) => {
      const changed = structuredClone(sample)
      applyEdit(changed, edit)
      return set(path, changed, cost.present + edit.cost / 10)
    }),
  ]
}

/** Of a record, what has to be there and nothing else. */
function leastOf(shapes: Shapes, sample: unknown): unknown[] {
  return shapes.flatMap((shape) => {
    if (shape.kind !== 'record' || !isRecord(sample)) return []
    const required = shape.fields.filter(({ isRequired }) => isRequired)
    return [Object.fromEntries(required.map(({ name }) => [name, sample[name]]))]
  })
}

function unknownFields(path: readonly PathSegment[]): Edit[] {
  return addedValues.map((value) => ({
    ...set([...path, addedKey], value, cost.unknownField),
    isUnknownField: true,
  }))
}

function remove(path: readonly PathSegment[], current: unknown): Edit {
  return { path, change: { kind: 'remove' }, cost: cost.absent + weight(current) }
}

function set(path: readonly PathSegment[], value: unknown, amount: number): Edit {
  return { path, change: { kind: 'set', value }, cost: amount }
}

/** To take away a whole record is a larger change than one field of it. */
function weight(current: unknown): number {
  if (typeof current !== 'object' || current === null) return 0
  const parts: unknown[] = Object.values(current)
  return 0.05 + parts.reduce<number>((sum, part) => sum + weight(part) + 0.01, 0)
}

function withoutRepeats(edits: readonly Edit[]): Edit[] {
  const known = new Set<string>()
  return edits.filter(({ path, change }) => {
    const text = JSON.stringify([path, change])
    if (known.has(text)) return false
    known.add(text)
    return true
  })
}
