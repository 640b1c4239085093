/**
 * Gives a function that does what `fn` does. Permissions are not modelled, so there is nothing to
 * raise; every function is accepted.
 */
export function elevate(fn: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return function elevated(this: unknown, ...args) {
    return Reflect.apply(fn, this, args)
  }
}
