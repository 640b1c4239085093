import { formatPath, type PathSegment } from '../event/path.js'
import { isRecord } from '../event/record.js'
import type { Edit } from './edit.js'
import type { Shapes } from './shape.js'

/** A place of an event, what may stand there, and the known changes of it. */
export interface Place {
  path: readonly PathSegment[]
  shapes: Shapes
  edits: readonly Edit[]
}

/** The places that some changes are about, in the order of the changes. */
export function placesOf(shapes: Shapes, edits: readonly Edit[]): Place[] {
  const byPath = new Map<string, { path: readonly PathSegment[]; edits: Edit[] }>()
  for (const edit of edits) {
    // What Wix may add is unknown, so its values are too.
    if (edit.isUnknownField) continue
    const text = formatPath(edit.path)
    const place = byPath.get(text) ?? { path: edit.path, edits: [] }
    place.edits.push(edit)
    byPath.set(text, place)
  }
  return [...byPath.values()].map((place) => ({ ...place, shapes: shapesAt(shapes, place.path) }))
}

/** What may stand at a path; nothing where no schema says. */
export function shapesAt(shapes: Shapes, path: readonly PathSegment[]): Shapes {
  return path.reduce<Shapes>(
    (outer, segment) =>
      outer.flatMap((shape) => {
        if (shape.kind === 'list') return shape.item
        if (shape.kind === 'map') return shape.value
        if (shape.kind !== 'record') return []
        return shape.fields.find(({ name }) => name === segment)?.shapes ?? []
      }),
    shapes,
  )
}

/** All texts of an event that pass a test, each once. */
export function textsIn(value: unknown, test: (text: string, key: string) => boolean): string[] {
  const found = new Set<string>()
  const visit = (part: unknown, key: string): void => {
    if (typeof part === 'string' && test(part, key)) found.add(part)
    if (Array.isArray(part)) for (const item of part) visit(item, key)
    if (isRecord(part)) for (const [name, inner] of Object.entries(part)) visit(inner, name)
  }
  visit(value, '')
  return [...found]
}
