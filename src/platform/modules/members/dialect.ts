import type { DoubleHost } from '../../double.js'
import {
  createSdkError,
  createSdkInvalidError,
  createVeloError,
  createVeloInvalidError,
  type FieldViolation,
  type WixFailure,
} from '../wix-error.js'
import { copy } from './copy.js'

/** A module, and the way in which it refuses a call. */
export interface Dialect {
  host: DoubleHost
  /** Specifier, as documentation names it. */
  module: string
  refused(failure: WixFailure): Error
  invalid(violation: FieldViolation): Error
}

export function veloDialect(host: DoubleHost, module: string): Dialect {
  return { host, module, refused: createVeloError, invalid: createVeloInvalidError }
}

export function sdkDialect(host: DoubleHost, module: string): Dialect {
  return { host, module, refused: createSdkError, invalid: createSdkInvalidError }
}

export interface MethodOptions<A extends unknown[]> {
  /** On Wix the call fails in an event handler unless it is elevated. */
  needsElevation?: boolean | ((...args: NoInfer<A>) => boolean)
  /** The arguments as they are recorded. */
  show?: (...args: NoInfer<A>) => unknown[]
}

/** Makes a method of a module: it is recorded, and gives a copy of the answer. */
export function createMethod(dialect: Dialect) {
  return <A extends unknown[], T>(
    name: string,
    answer: (...args: A) => T,
    { needsElevation = false, show }: MethodOptions<A> = {},
  ) =>
    (...args: A): Promise<T> =>
      dialect.host.call(
        dialect.module,
        name,
        show ? show(...args) : args,
        () => copy(answer(...args)),
        {
          needsElevation:
            typeof needsElevation === 'function' ? needsElevation(...args) : needsElevation,
        },
      )
}

type Answers = Record<string, (...args: never[]) => unknown>

type Methods<F extends Answers> = {
  [K in keyof F]: (...args: Parameters<F[K]>) => Promise<ReturnType<F[K]>>
}

/** Makes methods of functions that answer at once; `group` is the part before their names. */
export function createMethods<F extends Answers>(
  dialect: Dialect,
  group: string,
  needsElevation: boolean,
  answers: F,
): Methods<F> {
  const method = createMethod(dialect)
  const methods = Object.entries(answers).map(([name, answer]) => [
    name,
    method(group + name, answer as (...args: unknown[]) => unknown, { needsElevation }),
  ])
  return Object.fromEntries(methods) as Methods<F>
}

/** On Wix calls on what does not exist fail; the words of the description are not known. */
export function notFound(dialect: Dialect, kind: string, id: unknown): Error {
  return dialect.refused({
    status: 404,
    code: 'NOT_FOUND',
    description: `There is no ${kind} with the id ${String(id)}`,
  })
}

/** Gives a list of ids, or fails as the server does. */
export function idsOf(dialect: Dialect, field: string, ids: unknown): string[] {
  if (Array.isArray(ids) && ids.every((id) => typeof id === 'string')) return ids
  throw dialect.invalid({ field, description: 'must be a list of ids' })
}
