/** Edits that a slip of the hand takes at most. */
const mostEdits = 3

/** The names that a mistyped one may stand for: those with the fewest edits. Upper and lower case are the same. */
export function nearestTypos(name: string, names: readonly string[]): string[] {
  const typed = name.toLowerCase()
  for (let edits = 0; edits <= mostEdits; edits += 1) {
    const close = names.filter((known) => isWithin(typed, known.toLowerCase(), edits))
    if (close.length > 0) return close
  }
  return []
}

/** Whether at most so many insertions, deletions, replacements and swaps of neighbours lie between two texts. */
function isWithin(a: string, b: string, edits: number): boolean {
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  const [left, right] = [a.slice(same), b.slice(same)]
  if (left === right) return true
  if (edits === 0 || Math.abs(left.length - right.length) > edits) return false
  const isSwapped = left[0] === right[1] && left[1] === right[0]
  return (
    isWithin(left.slice(1), right.slice(1), edits - 1) ||
    isWithin(left.slice(1), right, edits - 1) ||
    isWithin(left, right.slice(1), edits - 1) ||
    (isSwapped && isWithin(left.slice(2), right.slice(2), edits - 1))
  )
}
