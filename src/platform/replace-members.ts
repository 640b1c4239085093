import type { DoubleHost } from './double.js'

interface Location {
  module: string
  /** Dotted path of the members, empty at the top. */
  path: string
}

/**
 * Puts the site's own double over a module: code imports the same functions by name and as members of
 * the default export, so both have them.
 */
export function replaceExports(
  exports: object,
  replacement: unknown,
  host: DoubleHost,
  module: string,
): void {
  replaceMembers(exports, replacement, host, { module, path: '' })
  if (!isMembers(replacement) || Object.hasOwn(replacement, 'default')) return
  const known: unknown = Reflect.get(exports, 'default')
  const main = typeof known === 'function' ? withNamesOf(known) : known
  if (!isMembers(main) && typeof main !== 'function') return
  replaceMembers(main, replacement, host, { module, path: '' })
  Reflect.set(exports, 'default', main)
}

/**
 * Puts members of the site's own double over ours, at any depth. Its functions are recorded like our
 * own: a promise as a call that takes its time, any other result as it is, because it may be a builder.
 */
function replaceMembers(
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

/** A recorder that has some members of its own, and stays what it was for all others. */
export function withNamesOf(recorder: object): object {
  const members = {}
  return new Proxy(recorder, {
    get: (target, key) => Reflect.get(Object.hasOwn(members, key) ? members : target, key),
    set: (_target, key, value) => Reflect.set(members, key, value),
  })
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value
}

function isMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
