/** A step into a value: the key of an object or the index of an array. */
export type PathSegment = string | number

const plainKey = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u
const step = /\.?(?<key>[^.[\]="'\s]+)|\[(?<index>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]/uy

/** `entity.addresses[0].city`, `entity.customFields["custom.pet-name"].value`. */
export function formatPath(path: readonly PathSegment[]): string {
  return path
    .map((segment, position) => {
      if (typeof segment === 'number') return `[${segment}]`
      if (!plainKey.test(segment)) return `[${JSON.stringify(segment)}]`
      return position === 0 ? segment : `.${segment}`
    })
    .join('')
}

/** The steps of a path as {@link formatPath} writes them; undefined when it is none. */
export function parsePath(text: string): PathSegment[] | undefined {
  const path: PathSegment[] = []
  let at = 0
  while (at < text.length) {
    step.lastIndex = at
    const groups = step.exec(text)?.groups
    if (groups === undefined) return undefined
    // The dot belongs between two steps: not before the first, and always before a later key.
    if (groups.key !== undefined && (text[at] === '.') === (at === 0)) return undefined
    const segment = toSegment(groups)
    if (segment === undefined) return undefined
    path.push(segment)
    at = step.lastIndex
  }
  return path.length === 0 ? undefined : path
}

function toSegment(groups: Record<string, string | undefined>): PathSegment | undefined {
  if (groups.index !== undefined) return Number(groups.index)
  if (groups.quoted === undefined) return groups.key
  try {
    return String(JSON.parse(groups.quoted))
  } catch {
    return undefined
  }
}
