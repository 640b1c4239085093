import type { PathSegment } from '../event/path.js'
import type { Edit } from './edit.js'

export interface Minimiser {
  /** All changes, the cheapest first. */
  known: readonly Edit[]
  /** Whether an event with these changes still fails in the same way. */
  stillFails(edits: readonly Edit[]): Promise<boolean>
  /** Whether a text may stand at a place. */
  fits(path: readonly PathSegment[], text: string): boolean
}

/**
 * The smallest set of changes that was found to fail in the same way: fewer changes first, then cheaper
 * ones, then shorter texts.
 */
export async function minimise(
  edits: readonly Edit[],
  minimiser: Minimiser,
): Promise<readonly Edit[]> {
  let smallest = await withFewer(edits, minimiser)
  for (const { path } of smallest) smallest = await withCheaper(smallest, path, minimiser)
  for (const { path } of smallest) smallest = await withShorterText(smallest, path, minimiser)
  // A simpler value may no longer need the other one.
  return smallest.length > 1 ? withFewer(smallest, minimiser) : smallest
}

/** Leaves out halves, quarters and so on down to single changes, as long as it still fails. */
async function withFewer(
  edits: readonly Edit[],
  { stillFails }: Minimiser,
): Promise<readonly Edit[]> {
  let rest = edits
  for (
    let size = Math.ceil(edits.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < rest.length; ) {
      const fewer = [...rest.slice(0, from), ...rest.slice(from + size)]
      if (rest.length > 1 && fewer.length > 0 && (await stillFails(fewer))) rest = fewer
      else from += size
    }
  }
  return rest
}

async function withCheaper(
  edits: readonly Edit[],
  path: readonly PathSegment[],
  { known, stillFails }: Minimiser,
): Promise<readonly Edit[]> {
  const at = edits.findIndex((edit) => isSamePath(edit.path, path))
  const current = edits[at]
  if (!current) return edits
  const cheaper = known.filter((edit) => edit.cost < current.cost && isSamePath(edit.path, path))
  for (const edit of cheaper) {
    const changed = edits.with(at, edit)
    if (await stillFails(changed)) return changed
  }
  return edits
}

async function withShorterText(
  edits: readonly Edit[],
  path: readonly PathSegment[],
  { stillFails, fits }: Minimiser,
): Promise<readonly Edit[]> {
  const at = edits.findIndex((edit) => isSamePath(edit.path, path))
  const current = edits[at]
  if (current?.change.kind !== 'set' || typeof current.change.value !== 'string') return edits
  const withText = (value: string) => edits.with(at, { ...current, change: { kind: 'set', value } })
  return withText(
    await shorten(
      current.change.value,
      async (value) => fits(path, value) && (await stillFails(withText(value))),
    ),
  )
}

/** Leaves out pieces of a text, half of it at first and single characters in the end. */
async function shorten(
  text: string,
  stillFails: (text: string) => Promise<boolean>,
): Promise<string> {
  let rest = [...text]
  for (let size = Math.floor(rest.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < rest.length; ) {
      const shorter = [...rest.slice(0, from), ...rest.slice(from + size)]
      if (shorter.length < rest.length && (await stillFails(shorter.join('')))) rest = shorter
      else from += size
    }
  }
  return rest.join('')
}

function isSamePath(one: readonly PathSegment[], other: readonly PathSegment[]): boolean {
  return one.length === other.length && one.every((segment, index) => segment === other[index])
}
