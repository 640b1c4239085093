/**
 * The candidates that a mistyped name may have meant, best first: those at a small edit distance,
 * then those that begin with the name or contain it. Upper and lower case are the same.
 */
export function nearest(name: string, candidates: readonly string[], max = 3): string[] {
  const typed = name.trim().toLowerCase()
  if (typed === '') return []
  return candidates
    .map((candidate) => ({ candidate, score: score(typed, candidate.toLowerCase()) }))
    .filter(({ score }) => score <= 1)
    .sort((a, b) => a.score - b.score)
    .slice(0, max)
    .map(({ candidate }) => candidate)
}

/** 0 is the same name; more than 1 is no resemblance. */
function score(typed: string, candidate: string): number {
  const allowed = Math.max(1, Math.floor(Math.max(typed.length, candidate.length) / 3))
  const distance = editDistance(typed, candidate)
  if (distance <= allowed) return (distance / (allowed + 1)) * 0.8
  if (typed.length < 3) return candidate.startsWith(typed) ? 0.85 : 2
  if (candidate.startsWith(typed)) return 0.85
  if (candidate.includes(typed)) return 0.9
  return candidate.length >= 4 && typed.includes(candidate) ? 0.95 : 2
}

/** Optimal string alignment: insertions, deletions, replacements and swaps of two neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (row > 1 && column > 1 && swapped) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      }
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
