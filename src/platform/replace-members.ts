import type { DoubleHost } from './double.js'

interface Location {
  module: string
  /** Dotted path of the members, empty at the top. */
  path: string
}

/**
 * Puts members of the site's own double over ours, at any depth. Its functions are recorded like our
 * own: a promise as a call that takes its time, any other result as it is, because it may be a builder.
 */
export function replaceMembers(
  target: object,
  replacement: unknown,
  host: DoubleHost,
  location: Location,
): void {
  for (const [name, value] of Object.entries(replacement ?? {})) {
    const path = location.path === '' ? name : `${location.path}.${name}`
    const known: unknown = Reflect.get(target, name)
    if (typeof value === 'function') {
      Reflect.set(target, name, recorded(value as Method, host, { ...location, path }))
    } else if (isMembers(value) && isMembers(known)) {
      replaceMembers(known, value, host, { ...location, path })
    } else if (isMembers(value)) {
      const members = typeof known === 'function' ? withNamesOf(known) : {}
      replaceMembers(members, value, host, { ...location, path })
      Reflect.set(target, name, members)
    } else {
      Reflect.set(target, name, value)
    }
  }
}

type Method = (...args: unknown[]) => unknown

function recorded(method: Method, host: DoubleHost, { module, path }: Location): Method {
  return function replaced(this: unknown, ...args) {
    const result = Reflect.apply(method, this, args)
    const answer = host.call(module, path, args, () => result)
    return isPromise(result) ? answer : result
  }
}

/** An object that has the names of a recorder for all that the site's double leaves out. */
function withNamesOf(recorder: object): object {
  const fallback = new Proxy(Object.create(null), {
    get: (_target, key) =>
      typeof key === 'symbol' || key === 'then' ? undefined : Reflect.get(recorder, key),
  })
  return Object.create(fallback)
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value
}

function isMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
