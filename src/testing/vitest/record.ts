import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Place } from '../../errors.js'
import { packageRoot } from '../../package-root.js'
import type { WorkerMessage } from '../../platform/protocol.js'
import type { DataChange, Effect, Warning } from '../../runner/result.js'

/** What happened in a world since a test began. */
export interface WorldRecord {
  effects(): Effect[]
  dataChanges(): DataChange[]
  /** Items that were inserted, in their order, dates as `Date`. */
  inserted: { collection: string; item: unknown }[]
  warnings: Warning[]
  /** Calls that have not settled yet. */
  pending(): number
  listen(message: WorkerMessage): void
}

interface Call {
  effect: Omit<Effect, 'place'>
  /** Made where the call was made; its stack is text that is only written when somebody asks. */
  trace: Error
}

/**
 * @param root - the site's folder, from which places are told
 * @param readItem - gives a copy of a stored item
 */
export function createRecord(
  root: string,
  readItem: (collection: string, id: string) => unknown,
): WorldRecord {
  const calls = new Map<string, Call>()
  const dataChanges: DataChange[] = []
  const inserted: WorldRecord['inserted'] = []
  const warnings: Warning[] = []
  return {
    effects: () =>
      [...calls.values()].map(({ effect, trace }) => ({ ...effect, place: placeOf(trace, root) })),
    dataChanges: () => [...dataChanges],
    inserted,
    warnings,
    pending: () => [...calls.values()].filter(({ effect }) => effect.outcome === 'pending').length,
    listen(message) {
      switch (message.type) {
        case 'effect': {
          const { run, index, module, method, args, startedMs } = message
          const open = { outcome: 'pending' as const, result: null, durationMs: 0 }
          calls.set(`${run} ${index}`, {
            effect: { module, method, args, ...open, startedMs, afterReturn: false },
            trace: new Error('call'),
          })
          return
        }
        case 'settled': {
          const call = calls.get(`${message.run} ${message.index}`)
          const { outcome, durationMs, result } = message
          if (call) Object.assign(call.effect, { outcome, durationMs, result })
          return
        }
        case 'change': {
          const { collection, kind, id, before, after } = message
          dataChanges.push({ collection, kind, id, before, after })
          if (kind === 'insert') inserted.push({ collection, item: readItem(collection, id) })
          return
        }
        case 'warning':
          warnings.push({ code: message.code, message: message.message, place: null })
          return
        case 'fatal':
          throw new Error(`${message.message}. ${message.hint}`)
        default:
      }
    },
  }
}

/** The first line of the stack that is in the site's own code. */
function placeOf({ stack = '' }: Error, root: string): Place | null {
  for (const line of stack.split('\n')) {
    const [, where = '', row, column] = /(?:\(|at )([^()]+):(\d+):(\d+)\)?$/.exec(line) ?? []
    if (where === '' || where.startsWith('node:')) continue
    const file = where.startsWith('file:') ? fileURLToPath(where) : where
    if (!file.startsWith(root) || file.startsWith(`${packageRoot}/dist`)) continue
    if (file.includes('node_modules')) continue
    const name = relative(root, file).replaceAll('\\', '/')
    return { file: name, line: Number(row), column: Number(column) }
  }
  return null
}
