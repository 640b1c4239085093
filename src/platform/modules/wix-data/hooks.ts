import { AsyncLocalStorage } from 'node:async_hooks'
import type { DoubleHost } from '../../double.js'
import type { Item } from '../../world.js'
import { isItem } from './checks.js'
import { copyInto } from './copy.js'
import { createDataError, HookFailure } from './errors.js'

export type HookName = `${'before' | 'after'}${
  | 'Insert'
  | 'Update'
  | 'Remove'
  | 'Get'
  | 'Query'
  | 'Count'
  | 'Distinct'
  | 'Aggregate'}`

/** The hooks of one collection, for one call. */
export interface Hooks {
  /**
   * Calls a hook and gives what it makes of the value: what it returns, or the value as it was when
   * it returns nothing of that kind, or when there is no such hook.
   *
   * @param current - the stored item, where the documentation hands it to the hook
   */
  run<T>(
    name: HookName,
    value: T,
    accepts: (value: unknown) => value is T,
    current?: Item,
  ): Promise<T>
  /** Calls `onFailure`, undefined when there is none. */
  recover: ((error: unknown) => Promise<unknown>) | undefined
}

/**
 * A hook that writes to its own collection calls itself. What Wix does then is not documented; here
 * it ends before the run does.
 */
const maxDepth = 10

// Follows a hook into whatever it calls. Made when the first hook runs: it slows promises down.
let depths: AsyncLocalStorage<number> | undefined

/** The hooks that `backend/data.js` exports for a collection, undefined when there are none. */
export function findHooks(
  host: DoubleHost,
  collection: string,
  isElevated: boolean,
): Hooks | undefined {
  const exports = host.dataHooks()
  const prefix = `${collection}_`
  if (!Object.keys(exports).some((name) => name.startsWith(prefix))) return undefined

  const call = async (name: string, value: unknown, current?: Item): Promise<unknown> => {
    const hook = exports[prefix + name]
    if (typeof hook !== 'function') return undefined
    // An elevated call is so for its own time only, and the hook is another function.
    await undefined
    depths ??= new AsyncLocalStorage()
    const depth = (depths.getStore() ?? 0) + 1
    if (depth > maxDepth) throw createLoopError(host, prefix + name)
    const context = {
      collectionName: collection,
      userId: null,
      userRole: isElevated ? 'siteOwner' : 'anonymous',
      ...(current && { currentItem: copyInto({}, current) }),
    }
    try {
      return await depths.run(depth, () =>
        hook(isPlain(value) ? copyInto({}, value) : value, context),
      )
    } catch (reason) {
      throw new HookFailure(reason)
    }
  }

  return {
    async run(name, value, accepts, current) {
      const returned = await call(name, value, current)
      return accepts(returned) ? returned : value
    },
    recover:
      typeof exports[`${prefix}onFailure`] === 'function'
        ? (error) => call('onFailure', error)
        : undefined,
  }
}

// Items are handed over as copies; builders, errors and plain values as they are.
function isPlain(value: unknown): value is Record<string, unknown> {
  return isItem(value) && Object.getPrototypeOf(value) === Object.prototype
}

function createLoopError(host: DoubleHost, hook: string): Error {
  const text = `${hook} leads to itself again, ${maxDepth} hooks deep: a hook that calls wix-data for its own collection needs { suppressHooks: true }`
  host.warn('hook-loop', text)
  return createDataError({ code: 'WDE0172', text })
}
