import { readFileSync, writeFileSync } from 'node:fs'
import type { Bundle } from './bundle.js'
import type { HandlerExport } from './exports.js'

/**
 * A copy of a bundle that stops a debugger at the first line of some handlers. The statement goes on
 * the line of the opening brace, so all lines, and with them the source map, stay as they are.
 */
export function withBreakpoints(bundle: Bundle, handlers: readonly HandlerExport[]): Bundle {
  const offsets = handlers.flatMap(({ bodyStart }) => (bodyStart === null ? [] : [bodyStart]))
  let code = readFileSync(bundle.path, 'utf8')
  for (const offset of offsets.toSorted((a, b) => b - a)) {
    code = `${code.slice(0, offset)}debugger;${code.slice(offset)}`
  }
  const path = bundle.path.replace(/\.mjs$/, '-debug.mjs')
  writeFileSync(path, code, { mode: 0o600 })
  writeFileSync(`${path}.map`, readFileSync(`${bundle.path}.map`), { mode: 0o600 })
  return { ...bundle, path }
}
