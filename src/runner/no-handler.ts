import { emptyResult } from './empty-result.js'
import type { RunResult } from './result.js'
import type { NoHandler } from './select.js'

/** The result of an event that nobody handles, with what the file does offer. */
export function noHandlerResult(
  { event, wanted, exported, registered, nearest }: NoHandler,
  file: string,
): RunResult {
  const list = exported.length === 0 ? 'nothing' : exported.join(', ')
  const also = registered.length === 0 ? '' : `, and registers ${registered.join(', ')}`
  const handler = wanted[0] ?? event
  return {
    ...emptyResult({ status: 'no-handler', event, handler, file, place: null, input: null }),
    error: {
      kind: 'no-handler',
      name: 'NoHandler',
      message: `${file} does not export ${wanted.join(' or ')}; it exports ${list}${also}.`,
      place: null,
      frame: null,
      stack: [],
      hint: noHandlerHint(wanted, exported, nearest),
    },
  }
}

function noHandlerHint(wanted: string[], exported: string[], nearest: string[]): string {
  if (exported.length === 1 && exported[0] === 'default') {
    return 'Wix calls named exports only: not module.exports, not export default.'
  }
  const close = nearest.length > 0 ? `Did you mean ${nearest.join(' or ')}? ` : ''
  return `${close}Wix calls: export function ${wanted[0]}(event) { … }`
}
