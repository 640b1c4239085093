import type { Portable } from '../platform/protocol.js'
import type { DataChange, RunResult } from '../runner/result.js'
import type { Shaper } from '../runner/shape.js'
import type { ExpectedChange, ExpectedRun } from './document.js'
import { sameValue, sortKeys } from './portable.js'

export interface ShapeRunOptions {
  shape: Shaper
  /** The site's folder: messages of errors may name it, and it is another one elsewhere. */
  root: string
}

/** What of a run is expected of the next one: no times, no places, ids and instants by shape. */
export function shapeRun(result: RunResult, { shape, root }: ShapeRunOptions): ExpectedRun {
  const { event, handler, status, error } = result
  const sorted = (value: unknown): Portable => sortKeys(shape(value))
  const text = (value: string): string => String(shape(value.replaceAll(root, '<site>')))
  return {
    event,
    handler,
    status,
    error: error ? { kind: error.kind, name: error.name, message: text(error.message) } : null,
    effects: result.effects.map(({ module, method, args, outcome, afterReturn }) => ({
      module,
      method,
      args: args.map(sorted),
      outcome,
      afterReturn,
    })),
    dataChanges: result.dataChanges.map((change) => shapeChange(change, sorted)),
    fires: result.fires.map(({ event: fired, input }) => ({ event: fired, input: sorted(input) })),
    warnings: result.warnings.map(({ code }) => code),
  }
}

function shapeChange(
  { collection, kind, id, before, after }: DataChange,
  sorted: (value: unknown) => Portable,
): ExpectedChange {
  const [was, is] = kind === 'update' ? changedFields(before, after) : [before, after]
  return {
    collection,
    kind,
    id: String(sorted(id)),
    before: sorted(withoutDates(was)),
    after: sorted(withoutDates(is)),
  }
}

/** What an update left alone is a matter of the data, not of the handler. */
function changedFields(before: Portable, after: Portable): [Portable, Portable] {
  if (!isRecord(before) || !isRecord(after)) return [before, after]
  const changed = ([key, _value]: [string, unknown]): boolean => !sameValue(before[key], after[key])
  return [
    Object.fromEntries(Object.entries(before).filter(changed)),
    Object.fromEntries(Object.entries(after).filter(changed)),
  ]
}

function withoutDates(item: Portable): Portable {
  if (!isRecord(item)) return item
  const { _createdDate, _updatedDate, ...rest } = item
  return rest
}

function isRecord(value: Portable): value is { [key: string]: Portable } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
