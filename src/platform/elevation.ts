import type { DoubleHost } from './double.js'

/**
 * Elevated rights, which last for the call of the wrapped function alone: what it awaits later is
 * not elevated, so a double asks when it is called.
 */
export function createElevation(): Pick<DoubleHost, 'elevate' | 'isElevated'> {
  let depth = 0
  return {
    elevate: ((method: (...args: never[]) => unknown) =>
      function elevated(this: unknown, ...args: never[]) {
        depth += 1
        try {
          return Reflect.apply(method, this, args)
        } finally {
          depth -= 1
        }
      }) as DoubleHost['elevate'],
    isElevated: () => depth > 0,
  }
}
