import type { HandlerShape } from './shape.js'

/** Handlers as Velo finds them: exports of the handler file, by name. */
export function createVeloShape(exports: Readonly<Record<string, unknown>>): HandlerShape {
  return {
    async call({ handler, event }) {
      const exported = exports[handler]
      if (typeof exported !== 'function') throw new TypeError('the handler is not a function')
      return exported(event)
    },
  }
}
