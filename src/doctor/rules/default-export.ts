import type { Node } from '../../scaffold/syntax.js'
import { createFinding } from '../finding.js'
import { exportedNames } from '../handler-exports.js'
import { looksLikeHandler } from '../handler-names.js'
import type { HandlerRule } from './rule.js'

/** Handlers in the default export, or a default export where a handler was meant. */
export const defaultExport: HandlerRule = ({ events }) => {
  const statement = events?.module?.syntax.program.body.find(
    ({ type }) => type === 'ExportDefaultDeclaration',
  )
  if (!events?.module || statement?.type !== 'ExportDefaultDeclaration') return []
  const { positionOf } = events.module.syntax
  const exported = exportedNames(events)
  const inside = namesIn(statement.declaration).filter(({ name }) => looksLikeHandler(name))
  const lost = inside.filter(({ name }) => !exported.has(name))
  if (lost.length > 0) {
    return lost.map(({ name, node }) =>
      createFinding('handler-default', { name }, { source: events, position: positionOf(node) }),
    )
  }
  if ([...exported].some(looksLikeHandler)) return []
  const at = { source: events, position: positionOf(statement) }
  return [createFinding('handler-default', { name: null }, at)]
}

/** The function's own name, or the keys of the object. */
function namesIn(value: Node): { name: string; node: Node }[] {
  switch (value.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return value.id ? [{ name: value.id.name, node: value.id }] : []
    case 'Identifier':
      return [{ name: value.name, node: value }]
    case 'ObjectExpression':
      return value.properties.flatMap((property) =>
        property.type === 'Property' && property.key.type === 'Identifier'
          ? [{ name: property.key.name, node: property.key }]
          : [],
      )
    default:
      return []
  }
}
