import type { AssignmentExpression, ExpressionStatement } from 'acorn'
import MagicString from 'magic-string'
import type { HandlerFile } from '../../scaffold/handler-file.js'
import { type Node, walk } from '../../scaffold/syntax.js'
import { memberName } from '../code/chain.js'
import { isKey } from '../code/functions.js'
import type { Fixer } from './plan.js'
import { hasComment } from './write.js'

/**
 * Turns all CommonJS exports of a file into ES exports, if each is simple: `exports.x = function …`,
 * `exports.x = (…) => …`, or a function declaration of the same name. A file that uses `require` or its
 * exports in any other way is left alone.
 */
export const fixCommonJs: Fixer = ({ module, text }) => {
  if (!module) return null
  const edited = new MagicString(text)
  const statements = module.syntax.program.body.flatMap((statement) => {
    const assignment = simpleAssignment(statement)
    return assignment && statement.type === 'ExpressionStatement'
      ? [{ statement, ...assignment }]
      : []
  })
  if (countCommonJs(module) !== statements.length) return null
  const names = statements.map(({ name }) => name)
  if (new Set(names).size !== names.length) return null
  return statements.every((found) => convert(edited, found, module)) ? edited.toString() : null
}

interface Found {
  statement: ExpressionStatement
  name: string
  value: Node
}

function convert(
  edited: MagicString,
  { statement, name, value }: Found,
  module: HandlerFile,
): boolean {
  const { original } = edited
  const declaration = module.declarations.find((candidate) => candidate.name === name)
  if (hasComment(module, { start: statement.start, end: value.start })) return false
  if (value.type === 'Identifier') {
    const isSame = value.name === name && declaration?.value?.type === 'FunctionDeclaration'
    if (!isSame || hasComment(module, statement)) return false
    edited.appendLeft(declaration.start, 'export ')
    removeStatement(edited, statement)
    return true
  }
  if (declaration) return false
  if (value.type === 'ArrowFunctionExpression') {
    edited.overwrite(statement.start, value.start, `export const ${name} = `)
    return true
  }
  if (value.type !== 'FunctionExpression' || value.generator || value.id) return false
  const keyword = /^(async\s+)?function\s*/.exec(original.slice(value.start))?.[0] ?? ''
  const isAsync = value.async ? 'async ' : ''
  edited.overwrite(
    statement.start,
    value.start + keyword.length,
    `export ${isAsync}function ${name}`,
  )
  // A declaration has no semicolon.
  if (statement.end > value.end) edited.remove(value.end, statement.end)
  return true
}

/** With its line, when it is alone there. */
function removeStatement(edited: MagicString, { start, end }: ExpressionStatement): void {
  const { original } = edited
  const lineStart =
    Math.max(original.lastIndexOf('\n', start - 1), original.lastIndexOf('\r', start - 1)) + 1
  const lineEnd = /^[ \t]*(\r\n|\n|\r)/.exec(original.slice(end))?.[0].length ?? 0
  const isAlone = original.slice(lineStart, start).trim() === '' && lineEnd > 0
  edited.remove(isAlone ? lineStart : start, isAlone ? end + lineEnd : end)
}

/** `exports.x = value` or `module.exports.x = value`. */
function simpleAssignment(statement: Node): { name: string; value: Node } | null {
  if (statement.type !== 'ExpressionStatement') return null
  const { expression } = statement
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return null
  const name = exportedName(expression)
  return name === null ? null : { name, value: expression.right }
}

function exportedName({ left }: AssignmentExpression): string | null {
  if (left.type !== 'MemberExpression') return null
  const name = memberName(left)
  const { object } = left
  const isExports =
    (object.type === 'Identifier' && object.name === 'exports') ||
    (object.type === 'MemberExpression' &&
      object.object.type === 'Identifier' &&
      object.object.name === 'module' &&
      memberName(object) === 'exports')
  return isExports && name !== null && /^[\w$]+$/.test(name) ? name : null
}

/** How often the file mentions `module`, `exports` or `require`. */
function countCommonJs({ syntax }: HandlerFile): number {
  let count = 0
  walk(syntax.program, (node, parent) => {
    if (node.type !== 'Identifier' || isKey(node, parent)) return
    if (['module', 'exports', 'require'].includes(node.name)) count += 1
  })
  return count
}
