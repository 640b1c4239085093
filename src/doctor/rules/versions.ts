import { createFinding, type Finding } from '../finding.js'
import { exportedNames, namedExports } from '../handler-exports.js'
import { definitionOf, twinOf } from '../handler-names.js'
import type { HandlerRule } from './rule.js'

/** Handlers of deprecated or preview events, and those of one API version only. */
export const versions: HandlerRule = ({ events }) => {
  if (!events?.module) return []
  const exported = exportedNames(events)
  const handled = namedExports(events.module).flatMap(({ name, position }) => {
    const definition = definitionOf(name)
    return definition ? [{ name, definition, at: { source: events, position } }] : []
  })
  const alone = handled.flatMap(({ name, definition, at }): Finding[] => {
    const twin = twinOf(definition)?.veloHandler
    if (!twin || exported.has(twin)) return []
    const code = definition.api === 'v3' ? 'event-deprecated' : 'v3-twin-missing'
    return [createFinding(code, { name, twin }, at)]
  })
  // The v3 ones with a twin are superseded already.
  const previews = handled.filter(
    ({ definition: { status, api } }) => status === 'preview' && api !== 'v3',
  )
  const [first] = previews
  if (!first) return alone
  const list = previews.map(({ name }) => name)
  return [...alone, createFinding('event-preview', { names: list }, first.at)]
}
