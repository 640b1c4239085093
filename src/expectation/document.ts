import type { Portable } from '../platform/protocol.js'
import type { Effect, RunErrorKind, RunStatus } from '../runner/result.js'
import { prettyJson } from './pretty-json.js'

/** First key of the file, and the version of what follows. */
export const formatKey = '$badge-events'
export const formatName = 'expectation'
export const formatVersion = 1

/** What some runs did, by shape: all that another run of the same code does too. */
export interface Expectation {
  runs: ExpectedRun[]
}

/** One run. What is empty is left out of the file. */
export interface ExpectedRun {
  event: string
  handler: string
  status: RunStatus
  error: ExpectedError | null
  effects: ExpectedEffect[]
  dataChanges: ExpectedChange[]
  fires: ExpectedFollowUp[]
  /** Their codes. */
  warnings: string[]
}

export interface ExpectedError {
  kind: RunErrorKind
  name: string
  message: string
}

/** `outcome` and `afterReturn` are in the file only when they are not `resolved` and false. */
export type ExpectedEffect = Pick<Effect, 'module' | 'method' | 'outcome' | 'afterReturn'> & {
  args: Portable[]
}

export interface ExpectedChange {
  collection: string
  kind: 'insert' | 'update' | 'remove'
  id: string
  /** Of an update the fields that changed; without the dates that Wix sets on every item. */
  before: Portable
  after: Portable
}

export interface ExpectedFollowUp {
  event: string
  input: Portable
}

/** The text of the file: one order of keys, one line end at the end. */
export function formatExpectation({ runs }: Expectation): string {
  const texts = runs.map((run) => `    ${prettyJson(compact(run), '    ')}`)
  const format = `${JSON.stringify(formatKey)}: "${formatName}/${formatVersion}"`
  return `{\n  ${format},\n  "runs": [\n${texts.join(',\n')}\n  ]\n}\n`
}

function compact(run: ExpectedRun): Record<string, unknown> {
  const { event, handler, status, error, effects, dataChanges, fires, warnings } = run
  return {
    event,
    handler,
    status,
    ...(error && { error }),
    ...filled({
      effects: effects.map(compactEffect),
      dataChanges: dataChanges.map(compactChange),
      fires,
      warnings,
    }),
  }
}

function compactEffect({ module, method, args, outcome, afterReturn }: ExpectedEffect): object {
  return {
    module,
    method,
    args,
    ...(outcome !== 'resolved' && { outcome }),
    ...(afterReturn && { afterReturn }),
  }
}

function compactChange({ collection, kind, id, before, after }: ExpectedChange): object {
  return {
    collection,
    kind,
    id,
    ...(before !== null && { before }),
    ...(after !== null && { after }),
  }
}

function filled(lists: Record<string, unknown[]>): Record<string, unknown[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
}
