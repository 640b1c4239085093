type Version = readonly [major: number, minor: number, patch: number]

/**
 * Whether a Node version is in an `engines` range such as `>=20.19`, `^20.19 || >=22` or `20.x`. Null when
 * the range is written in a way that this does not read.
 */
export function satisfies(version: string, range: string): boolean | null {
  const given = parse(version)
  if (!given) return null
  const alternatives = range.split('||').map((part) => satisfiesAll(given, part.trim()))
  if (alternatives.includes(true)) return true
  return alternatives.includes(null) ? null : false
}

function satisfiesAll(given: Version, range: string): boolean | null {
  if (range === '' || range === '*' || range === 'x') return true
  // `>= 20` may have a space.
  const comparators = range.replace(/([<>=^~])\s+/g, '$1').split(/\s+/)
  const results = comparators.map((comparator) => compareTo(given, comparator))
  if (results.includes(null)) return null
  return results.every((result) => result === true)
}

function compareTo(given: Version, comparator: string): boolean | null {
  const [, operator = '', text = ''] = /^(>=|<=|>|<|=|\^|~)?v?([\dx*.]+)$/.exec(comparator) ?? []
  const wanted = parse(text)
  if (!wanted) return null
  const parts = text.split('.').filter((part) => /^\d+$/.test(part)).length
  const difference = compare(given, wanted)
  const sameUpTo = (count: number) =>
    given.slice(0, count).join('.') === wanted.slice(0, count).join('.')
  switch (operator) {
    case '>=':
      return difference >= 0
    case '>':
      return difference > 0 && !(parts < 3 && sameUpTo(parts))
    case '<=':
      return difference <= 0 || (parts < 3 && sameUpTo(parts))
    case '<':
      return difference < 0
    case '^':
      return difference >= 0 && sameUpTo(1)
    case '~':
      return difference >= 0 && sameUpTo(Math.min(parts, 2))
    default:
      return sameUpTo(parts)
  }
}

function parse(text: string): Version | null {
  const match = /^(\d+)(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:-.*)?$/.exec(text)
  if (!match) return null
  const [, major, minor, patch] = match
  return [Number(major), toNumber(minor), toNumber(patch)]
}

function toNumber(part: string | undefined): number {
  return part !== undefined && /^\d+$/.test(part) ? Number(part) : 0
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}
