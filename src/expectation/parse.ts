import { BadgeEventsError } from '../errors.js'
import { parseJson } from '../event/json.js'
import { isRecord, kindOf } from '../event/record.js'
import type { Portable } from '../platform/protocol.js'
import {
  type Expectation,
  type ExpectedChange,
  type ExpectedEffect,
  type ExpectedError,
  type ExpectedFollowUp,
  type ExpectedRun,
  formatKey,
  formatName,
  formatVersion,
} from './document.js'

/**
 * Reads a saved expectation.
 *
 * @param name - of the file, for messages
 * @throws BadgeEventsError `EXPECTATION_INVALID` for a file that is none, or one of a later version
 */
export function parseExpectation(text: string, name: string): Expectation {
  const document = readDocument(text, name)
  const [kind, version] = String(isRecord(document) ? document[formatKey] : '').split('/')
  if (!isRecord(document) || kind !== formatName) {
    throw invalid(name, `it has no "${formatKey}": "${formatName}/${formatVersion}"`)
  }
  if (!(Number(version) <= formatVersion)) throw tooNew(name, String(document[formatKey]))
  return {
    runs: readList(document.runs, 'runs', name).map((run, index) =>
      readRun(run, `runs[${index}]`, name),
    ),
  }
}

function readDocument(text: string, name: string): unknown {
  try {
    return parseJson(text, name)
  } catch (cause) {
    if (!(cause instanceof BadgeEventsError)) throw cause
    throw new BadgeEventsError('EXPECTATION_INVALID', cause.message, {
      cause,
      hint: 'Take the file from version control again, or write it anew with --update.',
      ...(cause.frame && { frame: cause.frame }),
    })
  }
}

function readRun(run: unknown, path: string, name: string): ExpectedRun {
  if (!isRecord(run)) throw invalid(name, `expected ${path} to be an object, got ${kindOf(run)}`)
  const text = (key: string): string => readText(run, key, path, name)
  const list = (key: string): unknown[] => readList(run[key] ?? [], `${path}.${key}`, name)
  const records = (key: string): Record<string, unknown>[] =>
    list(key).map((item, index) => {
      if (isRecord(item)) return item
      throw invalid(name, `expected ${path}.${key}[${index}] to be an object, got ${kindOf(item)}`)
    })
  // What came out of a JSON file is JSON, and a wrong word in it is no more than a deviation.
  return {
    event: text('event'),
    handler: text('handler'),
    status: text('status') as ExpectedRun['status'],
    error: isRecord(run.error) ? readError(run.error) : null,
    effects: records('effects').map((effect) => readEffect(effect)),
    dataChanges: records('dataChanges').map((change) => readChange(change)),
    fires: records('fires') as unknown as ExpectedFollowUp[],
    warnings: list('warnings').map(String),
  }
}

function readError({ kind, name, message }: Record<string, unknown>): ExpectedError {
  return { kind: kind as ExpectedError['kind'], name: String(name), message: String(message) }
}

function readEffect(effect: Record<string, unknown>): ExpectedEffect {
  const { module, method, args, outcome = 'resolved', afterReturn } = effect
  return {
    module: String(module),
    method: String(method),
    args: Array.isArray(args) ? (args as Portable[]) : [],
    outcome: outcome as ExpectedEffect['outcome'],
    afterReturn: afterReturn === true,
  }
}

function readChange(change: Record<string, unknown>): ExpectedChange {
  const { collection, kind, id, before = null, after = null } = change
  return {
    collection: String(collection),
    kind: kind as ExpectedChange['kind'],
    id: String(id),
    before: before as Portable,
    after: after as Portable,
  }
}

function readText(run: Record<string, unknown>, key: string, path: string, name: string): string {
  const value = run[key]
  if (typeof value === 'string') return value
  throw invalid(name, `expected ${path}.${key} to be a text, got ${kindOf(value)}`)
}

function readList(value: unknown, path: string, name: string): unknown[] {
  if (Array.isArray(value)) return value
  throw invalid(name, `expected ${path} to be an array, got ${kindOf(value)}`)
}

function invalid(name: string, reason: string): BadgeEventsError {
  return new BadgeEventsError('EXPECTATION_INVALID', `${name} is no expectation: ${reason}`, {
    hint: 'Name a file that --expect … --update has written.',
  })
}

function tooNew(name: string, format: string): BadgeEventsError {
  return new BadgeEventsError(
    'EXPECTATION_INVALID',
    `${name} is ${format}, and this badge-events reads ${formatName}/${formatVersion} at most`,
    { hint: 'A newer badge-events has written it: npm install badge-events@latest' },
  )
}
