import MagicString from 'magic-string'
import type { HandlerExport, HandlerFile } from '../../scaffold/handler-file.js'
import type { Node } from '../../scaffold/syntax.js'
import { namedExports } from '../handler-exports.js'
import type { Fixer } from './plan.js'
import { replaceSpecifier } from './specifier.js'
import { blankLine, calleeName, hasComment, wrapper } from './write.js'

/** Turns `export const x = …` and `export { x }` into a real function that calls the same thing. */
export const fixExport: Fixer = ({ module, text }, name) => {
  const handler = module && namedExports(module).find((candidate) => candidate.name === name)
  if (!handler) return null
  const statement = module.syntax.program.body.find(
    ({ start }) => start === handler.statement.start,
  )
  if (statement?.type !== 'ExportNamedDeclaration') return null
  const edited = new MagicString(text)
  const isDone = statement.declaration
    ? replaceVariable(edited, statement.declaration, handler, module)
    : replaceSpecifier(edited, statement, handler, module)
  return isDone ? edited.toString() : null
}

function replaceVariable(
  edited: MagicString,
  declaration: Node,
  handler: HandlerExport,
  module: HandlerFile,
): boolean {
  if (declaration.type !== 'VariableDeclaration') return false
  const [declarator, ...more] = declaration.declarations
  if (!declarator?.init || more.length > 0 || declarator.id.type !== 'Identifier') return false
  const { init } = declarator
  const { name, statement } = handler
  if (isPlainPath(init)) {
    if (hasComment(module, statement)) return false
    const callee = edited.original.slice(init.start, init.end)
    edited.overwrite(statement.start, statement.end, wrapper(module, name, callee))
    return true
  }
  if (hasComment(module, { start: statement.start, end: init.start })) return false
  // The value is still made once, when the file is loaded.
  const callee = calleeName(module, name)
  edited.overwrite(statement.start, init.start, `const ${callee} = `)
  edited.appendLeft(statement.end, blankLine(module) + wrapper(module, name, callee))
  return true
}

/** `imported` or `object.member`: reading it later, at each event, comes to the same. */
function isPlainPath(node: Node): boolean {
  if (node.type === 'Identifier') return true
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    !node.optional &&
    node.property.type === 'Identifier' &&
    isPlainPath(node.object)
  )
}
