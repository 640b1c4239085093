import { checkBulkIds, checkBulkItems, type ItemInput } from './checks.js'
import { copyValue } from './copy.js'
import { HookFailure, originOf } from './errors.js'
import { insertOne, removeOne, saveOne, updateOne } from './operations.js'
import { checkWritable } from './read-collection.js'
import type { Operation } from './session.js'
import { problemOf, type Written } from './write.js'

/** What became of the items of one call; each module shows it in its own shape. */
export interface BulkOutcome {
  kind: 'write' | 'remove'
  inserted: string[]
  updated: string[]
  removed: string[]
  skipped: number
  errors: Error[]
  /** The same, item by item. */
  results: BulkItemResult[]
}

export interface BulkItemResult {
  action: 'INSERT' | 'UPDATE' | 'DELETE'
  id?: string
  item?: ItemInput
  error?: { code: string; description: string }
}

type Result = Written | Promise<Written>

export function bulkInsert(operation: Operation, items: unknown): Promise<BulkOutcome> {
  checkBulkItems(items, 'optional')
  return runEach(operation, 'write', items, (item) => insertOne(operation, item))
}

export function bulkUpdate(operation: Operation, items: unknown): Promise<BulkOutcome> {
  checkBulkItems(items, 'required')
  return runEach(operation, 'write', items, (item) => updateOne(operation, item))
}

export function bulkSave(operation: Operation, items: unknown): Promise<BulkOutcome> {
  checkBulkItems(items, 'optional')
  return runEach(operation, 'write', items, (item) => saveOne(operation, item))
}

export function bulkRemove(operation: Operation, ids: unknown): Promise<BulkOutcome> {
  checkBulkIds(ids)
  return runEach(operation, 'remove', ids, (id) => removeOne(operation, id))
}

// An id that exists already, or does not exist, is no error: the item is skipped.
async function runEach<T extends ItemInput | string>(
  { collection }: Operation,
  kind: BulkOutcome['kind'],
  subjects: readonly T[],
  run: (subject: T) => Result,
): Promise<BulkOutcome> {
  checkWritable(collection)
  const outcome: BulkOutcome = {
    kind,
    inserted: [],
    updated: [],
    removed: [],
    skipped: 0,
    errors: [],
    results: [],
  }
  for (const [originalIndex, subject] of subjects.entries()) {
    try {
      const result = run(subject)
      // Waiting only where a hook makes it necessary keeps the whole call one step.
      const written = result instanceof Promise ? await result : result
      if ('item' in written) outcome[written.status].push(written.id)
      else outcome.skipped++
      outcome.results.push(toItemResult(written))
    } catch (error) {
      const failure = describeFailure(error)
      const { code, message: description } = failure
      outcome.errors.push(createBulkError(failure, subject, originalIndex))
      outcome.results.push({ action: 'INSERT', error: { code, description } })
    }
  }
  return outcome
}

const actions = { inserted: 'INSERT', updated: 'UPDATE', removed: 'DELETE' } as const

function toItemResult(written: Written): BulkItemResult {
  const { id } = written
  if ('item' in written) return { action: actions[written.status], id, item: written.item }
  const { code, text } = problemOf(written)
  const action = written.status === 'exists' ? 'INSERT' : 'UPDATE'
  return { action, id, error: { code, description: `${code}: ${text}` } }
}

interface Failure {
  code: string
  message: string
  cause: unknown
}

function createBulkError(
  { code, message, cause }: Failure,
  item: ItemInput | string,
  originalIndex: number,
): Error {
  const bulkError = new Error(message, { cause })
  return Object.assign(bulkError, {
    name: 'BulkError',
    code,
    item: copyIfPossible(item),
    originalIndex,
  })
}

function describeFailure(error: unknown): Failure {
  if (error instanceof HookFailure) {
    const { reason } = error
    const message = reason instanceof Error ? reason.message : String(reason)
    return { code: 'WDE0078', message, cause: reason }
  }
  const [problem] = originOf(error)?.problems ?? []
  if (!problem || !(error instanceof Error)) throw error
  return { code: problem.code, message: error.message, cause: error }
}

// The item may be refused for the very reason that it cannot be copied.
function copyIfPossible(item: ItemInput | string): unknown {
  try {
    return copyValue(item)
  } catch {
    return item
  }
}
