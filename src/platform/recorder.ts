import type { DoubleHost } from './double.js'

/**
 * Answers for everything no double knows: any property is there, any call is recorded and resolves
 * to `undefined`, and results can be chained, since many Wix modules offer query builders.
 */
export function createRecorder(host: DoubleHost, module: string): (name: string) => unknown {
  const member = (path: string): unknown =>
    new Proxy(function recorded() {}, {
      get: (_target, key) => (typeof key === 'symbol' ? primitive(key, path) : property(path, key)),
      apply: (_target, _self, args) => call(path, args),
      construct: (_target, args) => {
        call(`new ${path}`, args)
        return member(path) as object
      },
    })

  // `then` must be missing: an awaited module member would otherwise be called as a promise.
  const property = (path: string, key: string): unknown => {
    if (key === 'then') return undefined
    if (key === 'name') return path
    return member(path === '' ? key : `${path}.${key}`)
  }

  const primitive = (key: symbol, path: string): unknown =>
    key === Symbol.toPrimitive ? () => `[${module} ${path}]` : undefined

  const call = (path: string, args: unknown[]): unknown => {
    host.warn(`no-double:${module}.${path}`, unansweredText(module, path))
    const promise = host.call(module, path, args, () => undefined)
    return new Proxy(function answered() {}, {
      get: (_target, key) => {
        if (key === 'then') return promise.then.bind(promise)
        if (key === 'catch') return promise.catch.bind(promise)
        if (key === 'finally') return promise.finally.bind(promise)
        return typeof key === 'symbol' ? primitive(key, path) : property(`${path}()`, key)
      },
      apply: (_target, _self, rest) => call(`${path}()`, rest),
    })
  }

  return member
}

function unansweredText(module: string, path: string): string {
  const names = path.replaceAll('()', '').split('.')
  const member = names.reduceRight((inner, name) => `{ ${name}: ${inner} }`, 'async () => ({})')
  return `${module} ${path}() was answered by nothing, it gave undefined. To answer it, export default { '${module}': ${member} } from badge-events/doubles.js`
}
