import type { CallOptions, DoubleHost } from '../../double.js'
import type { World } from '../../world.js'
import { checkCollection } from './checks.js'
import type { Dialect } from './dialect.js'
import { createDataError, HookFailure, originOf } from './errors.js'
import { findHooks, type Hooks } from './hooks.js'
import { type Flags, readFlags } from './options.js'
import { type Direction, noPage, type Page, type ResultPage } from './paging.js'

/** A module's way to the data: what it calls is recorded, hooked and fails in its dialect. */
export interface Session {
  readonly host: DoubleHost
  readonly dialect: Dialect
  /** Set where every call needs elevated rights, with what was true when the builder was made. */
  readonly elevation?: Pick<CallOptions<unknown>, 'needsElevation' | 'elevated'>
}

/** A call on its way to the collection. */
export interface Operation {
  readonly host: DoubleHost
  readonly world: World
  readonly collection: string
  readonly flags: Flags
  /** Absent when the collection has none, or the caller wants none. */
  readonly hooks: Hooks | undefined
}

export interface OperationCall {
  method: string
  collection: unknown
  /** What to record of the arguments, after the collection. */
  args?: readonly unknown[]
  options?: unknown
  /** False for what Wix runs no hooks for. */
  isHooked?: boolean
}

/** Runs a call: recorded, options checked, `onFailure` asked, errors in the module's dialect. */
export function operate<T>(
  { host, dialect, elevation }: Session,
  { method, collection, args = [], options, isHooked = true }: OperationCall,
  answer: (operation: Operation) => T | Promise<T>,
  callOptions?: CallOptions<T>,
): Promise<T> {
  const isElevated = host.isElevated()
  const run = async (): Promise<T> => {
    let hooks: Hooks | undefined
    try {
      checkCollection(collection)
      const flags = readFlags(options)
      warnOfSuppressAuth(host, dialect, flags)
      if (isHooked && !flags.suppressHooks) hooks = findHooks(host, collection, isElevated)
      return await answer({ host, world: host.world, collection, flags, hooks })
    } catch (error) {
      const thrown = toThrown(error, dialect)
      if (!hooks?.recover) throw thrown
      try {
        return (await hooks.recover(thrown)) as T
      } catch (failure) {
        throw toThrown(failure, dialect)
      }
    }
  }
  const { module, prefix } = dialect
  return host.call(module, prefix + method, [collection, ...args], run, {
    ...callOptions,
    ...elevation,
  })
}

/** What the calls that give pages have in common. */
export interface PagedCall extends OperationCall {
  query?: object
  limit: number | undefined
  skip: number
  /** The method of further pages, without its direction: `query.`. */
  turns: string
  /** The arguments to record for another page. */
  argsAt(skip: number): readonly unknown[]
}

/** A page, and the limit that held for it, which a hook may have changed. */
export type FoundPage = Page & { limit?: number | undefined }

/** Runs a call that gives a page, from which others can be turned to. */
export function operatePaged(
  session: Session,
  call: PagedCall,
  answer: (operation: Operation, skip: number) => FoundPage | Promise<FoundPage>,
): Promise<ResultPage> {
  const run = (method: string, skip: number, refused?: Direction): Promise<ResultPage> =>
    operate<ResultPage>(
      session,
      { ...call, method, args: call.argsAt(skip), isHooked: call.isHooked !== false && !refused },
      async (operation) => {
        if (refused) throw createDataError(noPage[refused])
        const found = await answer(operation, skip)
        return session.dialect.createResult(
          {
            collection: operation.collection,
            ...(call.query && { query: call.query }),
            limit: call.limit,
            ...found,
            skip,
            turn: (direction, to) =>
              to === undefined
                ? run(call.turns + direction, skip, direction)
                : run(call.turns + direction, to),
          },
          operation.flags,
        )
      },
      { describe: describePage },
    )
  return run(call.method, call.skip)
}

/** Items of an answer that are recorded; the rest is told by the counts. */
const recordedItems = 10

// The host copies what it records, so the items need no copy of their own. What `onFailure` gave
// instead of a page is shown as it is.
function describePage(result: ResultPage | undefined): unknown {
  if (!Array.isArray(result?.items)) return result
  const { items, length, totalCount } = result
  return { items: items.slice(0, recordedItems), length, totalCount }
}

function toThrown(error: unknown, dialect: Dialect): unknown {
  if (error instanceof HookFailure) return error.reason
  const origin = originOf(error)
  return origin ? dialect.toError(error as Parameters<Dialect['toError']>[0], origin) : error
}

function warnOfSuppressAuth(host: DoubleHost, { module }: Dialect, flags: Flags): void {
  if (flags.suppressAuth === undefined || module === 'wix-data') return
  host.warn(
    'suppress-auth-ignored',
    `${module} has no option suppressAuth, it has no effect: elevate the function instead`,
  )
}
