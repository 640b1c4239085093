import { areEqual, compareValues, kindOf } from '../wix-data/compare.js'

/** A condition on a record, and the same in words for the record of the call. */
export interface Test {
  isMatch(record: object): boolean
  filter: object
}

type Comparison = (values: readonly unknown[], args: readonly unknown[]) => boolean

/** Filters by method name: how the values at a field are held against the arguments. */
const comparisons: Record<string, Comparison> = {
  eq: (values, [wanted]) => someOf(values, wanted, (order) => order === 0),
  ne: (values, [wanted]) => !someOf(values, wanted, (order) => order === 0),
  gt: (values, [bound]) => someOf(values, bound, (order) => order > 0),
  ge: (values, [bound]) => someOf(values, bound, (order) => order >= 0),
  lt: (values, [bound]) => someOf(values, bound, (order) => order < 0),
  le: (values, [bound]) => someOf(values, bound, (order) => order <= 0),
  between: (values, [start, end]) =>
    values.some(
      (value) =>
        someOf([value], start, (order) => order >= 0) && someOf([value], end, (order) => order < 0),
    ),
  startsWith: textTest((text, part) => text.startsWith(part)),
  endsWith: textTest((text, part) => text.endsWith(part)),
  contains: textTest((text, part) => text.includes(part)),
  hasSome: (values, args) =>
    wantedOf(args).some((wanted) => someOf(values, wanted, (order) => order === 0)),
  hasAll: (values, args) =>
    wantedOf(args).every((wanted) => someOf(values, wanted, (order) => order === 0)),
}

export type FilterMethod =
  | ('eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'between')
  | ('startsWith' | 'endsWith' | 'contains' | 'hasSome' | 'hasAll')

/** Creates the condition of one filter call. E-mail addresses are compared without case. */
export function createTest(method: FilterMethod, field: string, args: readonly unknown[]): Test {
  const compare = comparisons[method] ?? (() => true)
  const fold = /\.email$|^loginEmail$/.test(field) ? lowerCase : (value: unknown) => value
  const wanted = args.map((arg) => (Array.isArray(arg) ? arg.map(fold) : fold(arg)))
  return {
    isMatch: (record) => compare(readField(record, field).map(fold), wanted),
    filter: { [field]: { [`$${method}`]: args.length > 1 ? args : args[0] } },
  }
}

/** The values at a dotted path, through lists on the way; none when nothing is there. */
export function readField(record: object, field: string): unknown[] {
  const extended = /^(.*extendedFields)\.(?:items\.)?(.+)$/.exec(field)
  // Keys of extended fields have dots themselves.
  const path = extended
    ? [...(extended[1] ?? '').split('.'), extended[2] ?? '']
    : field.split('.').filter((name) => name !== 'items')
  let values: unknown[] = [record]
  for (const name of path) {
    values = values.flatMap((value) => {
      const next: unknown =
        typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
      return next ?? []
    })
  }
  return values
}

function someOf(
  values: readonly unknown[],
  wanted: unknown,
  isRight: (order: number) => boolean,
): boolean {
  if (wanted === undefined || wanted === null) return values.length === 0 && isRight(0)
  return values.some((value) => {
    const other = value instanceof Date ? toDate(wanted) : wanted
    if (kindOf(value) !== kindOf(other)) return false
    return isRight(areEqual(value, other) ? 0 : compareValues(value, other) || Number.NaN)
  })
}

// Documentation gives dates as ISO text in some samples.
function toDate(value: unknown): unknown {
  return typeof value === 'string' ? new Date(value) : value
}

function wantedOf([first, ...rest]: readonly unknown[]): readonly unknown[] {
  return Array.isArray(first) ? first : [first, ...rest]
}

function textTest(isRight: (text: string, part: string) => boolean): Comparison {
  return (values, [part]) =>
    typeof part === 'string' &&
    values.some((value) => typeof value === 'string' && isRight(value, part))
}

function lowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value
}
