import type { DoubleHost } from '../double.js'
import { copyValue } from './wix-data/copy.js'

export type Answers = Record<string, (...args: unknown[]) => unknown>

export type Methods<A extends Answers> = {
  [Name in keyof A]: (...args: Parameters<A[Name]>) => Promise<Awaited<ReturnType<A[Name]>>>
}

export interface MethodTraits {
  /** Whether a call needs elevated rights; some dialects let an argument say that it does not. */
  needsElevation?: (method: string, args: readonly unknown[]) => boolean
}

/**
 * Turns plain answers into the recorded methods of a module: each call gives a copy of what its
 * answer gave.
 *
 * @param prefix - what the methods are a member of, `accounts.`; empty for functions of the module
 */
export function recordMethods<A extends Answers>(
  host: DoubleHost,
  module: string,
  prefix: string,
  answers: A,
  { needsElevation = () => false }: MethodTraits = {},
): Methods<A> {
  const methods = Object.entries(answers).map(([name, answer]) => {
    const method = (...args: unknown[]): Promise<unknown> =>
      host.call(module, prefix + name, args, () => copyValue(answer(...args)), {
        needsElevation: needsElevation(name, args),
      })
    return [name, method]
  })
  return Object.fromEntries(methods) as Methods<A>
}
