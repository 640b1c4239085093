/** What Vitest gives to a matcher, as far as it is used. */
export interface MatcherContext {
  isNot: boolean
  equals(a: unknown, b: unknown, testers?: unknown[]): boolean
  utils: {
    diff(expected: unknown, received: unknown): string | undefined
    stringify(value: unknown): string
    iterableEquality: unknown
    subsetEquality: unknown
  }
}

export interface MatcherResult {
  pass: boolean
  message(): string
}

/** Whether a value has all that is expected of it; `Date`s and their ISO text are the same. */
export function matches(context: MatcherContext, value: unknown, expected: unknown): boolean {
  const { iterableEquality, subsetEquality } = context.utils
  return context.equals(value, expected, [sameMoment, iterableEquality, subsetEquality])
}

/** The candidate that has most of what is expected, and how it differs, as text; empty without candidates. */
export function describeNearest(
  context: MatcherContext,
  candidates: readonly object[],
  expected: object,
): string {
  const score = (candidate: object): number =>
    Object.entries(expected).filter(([key, value]) =>
      matches(context, Reflect.get(candidate, key), value),
    ).length
  const [nearest] = candidates.toSorted((a, b) => score(b) - score(a))
  if (!nearest) return ''
  const shown = Object.fromEntries(
    Object.keys(expected).flatMap((key) =>
      key in nearest ? [[key, Reflect.get(nearest, key)]] : [],
    ),
  )
  const difference = context.utils.diff(expected, shown) ?? context.utils.stringify(nearest)
  return `The nearest of ${candidates.length}:\n\n${difference}`
}

function sameMoment(a: unknown, b: unknown): boolean | undefined {
  if (a instanceof Date && typeof b === 'string') return isSame(a, b)
  if (b instanceof Date && typeof a === 'string') return isSame(b, a)
  return undefined
}

function isSame(date: Date, text: string): boolean | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString() === text
}
