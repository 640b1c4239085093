import { compareLists, type ListDeviation } from './compare-lists.js'
import type {
  Expectation,
  ExpectedChange,
  ExpectedEffect,
  ExpectedError,
  ExpectedFollowUp,
  ExpectedRun,
} from './document.js'

/** A run that did otherwise than expected. */
export type RunDeviation =
  | { difference: 'missing'; event: string; handler: string }
  | ({ difference: 'added'; status: ExpectedRun['status'] } & ActualRun)
  | ({ difference: 'changed' } & ActualRun & ChangedParts)

export interface ActualRun {
  event: string
  handler: string
  /** Which of the runs that were made it is, from 0. */
  index: number
}

/** Null and empty where all is as expected. */
export interface ChangedParts {
  status: Change<ExpectedRun['status']> | null
  error: Change<ExpectedError | null> | null
  effects: ListDeviation<ExpectedEffect>[]
  dataChanges: ListDeviation<ExpectedChange>[]
  fires: ListDeviation<ExpectedFollowUp>[]
  warnings: ListDeviation<string>[]
}

export interface Change<T> {
  expected: T
  actual: T
}

/** What is otherwise than expected, run by run; empty when nothing is. */
export function compareExpectation(expected: Expectation, actual: Expectation): RunDeviation[] {
  const left = [...expected.runs]
  const found = actual.runs.flatMap((run, index): RunDeviation[] => {
    const { event, handler, status } = run
    const at = left.findIndex((other) => other.event === event && other.handler === handler)
    const [before] = at < 0 ? [] : left.splice(at, 1)
    if (!before) return [{ difference: 'added', event, handler, index, status }]
    const parts = compareRun(before, run)
    return parts ? [{ difference: 'changed', event, handler, index, ...parts }] : []
  })
  const missing = left.map(({ event, handler }) => ({
    difference: 'missing' as const,
    event,
    handler,
  }))
  return [...missing, ...found]
}

/** Undefined when nothing is otherwise. */
function compareRun(expected: ExpectedRun, actual: ExpectedRun): ChangedParts | undefined {
  const { status, error } = actual
  const parts: ChangedParts = {
    status: expected.status === status ? null : { expected: expected.status, actual: status },
    error: sameError(expected.error, error) ? null : { expected: expected.error, actual: error },
    effects: compareLists(expected.effects, actual.effects, effectSubject),
    dataChanges: compareLists(expected.dataChanges, actual.dataChanges, changeSubject),
    fires: compareLists(expected.fires, actual.fires, ({ event }) => event),
    warnings: compareLists(expected.warnings, actual.warnings, String),
  }
  const lists = [parts.effects, parts.dataChanges, parts.fires, parts.warnings]
  const isEqual = !parts.status && !parts.error && lists.every((list) => list.length === 0)
  return isEqual ? undefined : parts
}

function sameError(a: ExpectedError | null, b: ExpectedError | null): boolean {
  return a?.kind === b?.kind && a?.name === b?.name && a?.message === b?.message
}

/** A call of the same function about the same collection, address, name. */
function effectSubject({ module, method, args: [first] }: ExpectedEffect): string {
  return `${module} ${method} ${typeof first === 'string' ? first : ''}`
}

function changeSubject({ collection, kind }: ExpectedChange): string {
  return `${kind} ${collection}`
}
