import type { Node, Position, Range, Syntax } from './syntax.js'
import { walk } from './syntax.js'

/** A name bound at the top level of a module. */
export interface Declaration extends Range {
  name: string
  kind: 'import' | 'function' | 'class' | 'const' | 'let' | 'var'
  /** The function, the class, or the value of the variable; null without a value and for imports. */
  value: Node | null
  /** The variable takes its value out of an object or array: `const { name } = value`. */
  destructured: boolean
  position: Position
}

/** All names that a new top-level declaration would clash with. */
export function readDeclarations(syntax: Syntax): Declaration[] {
  const found: Declaration[] = []
  const add = (
    id: Node & { name: string },
    kind: Declaration['kind'],
    node: Node,
    value: Node | null,
    destructured = false,
  ) => {
    const { start, end } = node
    found.push({
      name: id.name,
      kind,
      value,
      destructured,
      start,
      end,
      position: syntax.positionOf(id),
    })
  }
  walk(syntax.program, (node, parent) => {
    const isTop = parent?.type === 'Program' || parent?.type.startsWith('Export') === true
    switch (node.type) {
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) add(specifier.local, 'import', specifier, null)
        return false
      case 'FunctionDeclaration':
      case 'ClassDeclaration': {
        const kind = node.type === 'FunctionDeclaration' ? 'function' : 'class'
        if (isTop && node.id) add(node.id, kind, node, node)
        return false
      }
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ClassExpression':
        return false
      case 'VariableDeclaration': {
        // A `var` in a block of the top level belongs to the module.
        if (!isTop && node.kind !== 'var') return true
        const kind = node.kind === 'const' || node.kind === 'let' ? node.kind : 'var'
        for (const declarator of node.declarations) {
          const plain = declarator.id.type === 'Identifier'
          for (const id of boundNames(declarator.id)) {
            add(id, kind, declarator, declarator.init ?? null, !plain)
          }
        }
        return true
      }
      default:
        return true
    }
  })
  return found
}

/** The identifiers that a pattern binds. */
export function boundNames(pattern: Node): (Node & { name: string })[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)))
    case 'AssignmentPattern':
      return boundNames(pattern.left)
    case 'RestElement':
      return boundNames(pattern.argument)
    default:
      return []
  }
}
