import { toPortable } from './portable.js'
import type { BundlePosition, ThrownValue } from './protocol.js'

const maxCauses = 5

/** Calls of the user's that a platform error came from, for errors whose stack no longer shows it. */
const origins = new WeakMap<object, BundlePosition>()

/** Remembers which line of the user's made the platform call that failed with this value. */
export function rememberOrigin(error: unknown, at: BundlePosition | null): void {
  if (at && typeof error === 'object' && error !== null) origins.set(error, at)
}

/** Describes whatever was thrown: an Error, a string, `undefined`. Never throws itself. */
export function describeThrown(value: unknown, depth = 0): ThrownValue {
  if (!isErrorLike(value)) {
    return {
      name: 'Thrown value',
      message: describeValue(value),
      isError: false,
      ...originOf(value),
    }
  }
  return {
    name: text(() => value.name) ?? 'Error',
    message: text(() => value.message) ?? '',
    isError: true,
    ...codeOf(value),
    ...stackOf(value),
    ...originOf(value),
    ...causeOf(value, depth),
  }
}

// Errors of another realm (`node:vm`) fail `instanceof`, so the shape decides.
function isErrorLike(value: unknown): value is Error {
  if (typeof value !== 'object' || value === null) return false
  return attempt(() => value instanceof Error || ('stack' in value && 'message' in value)) ?? false
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined) return 'undefined'
  const portable = toPortable(value)
  return typeof portable === 'string' ? portable : JSON.stringify(portable)
}

/** What a getter or a proxy of the user's gives; undefined when it throws. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function text(read: () => unknown): string | undefined {
  const value = attempt(read)
  return typeof value === 'string' ? value : undefined
}

function codeOf(error: Error): { code?: string | number } {
  const code = attempt((): unknown => ('code' in error ? error.code : undefined))
  return typeof code === 'string' || typeof code === 'number' ? { code } : {}
}

function stackOf(error: Error): { stack?: string } {
  const stack = text(() => error.stack)
  return stack === undefined ? {} : { stack }
}

function originOf(value: unknown): { at?: BundlePosition } {
  const at = typeof value === 'object' && value !== null ? origins.get(value) : undefined
  return at ? { at } : {}
}

function causeOf(error: Error, depth: number): { cause?: ThrownValue } {
  const cause = attempt(() => error.cause)
  if (cause === undefined || depth >= maxCauses) return {}
  return { cause: describeThrown(cause, depth + 1) }
}
