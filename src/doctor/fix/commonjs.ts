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
 * `exports.x = (…) => …`, or a function declaration of the same name, also in `module.exports = { x }`.
 * A file that uses `require` or its exports in any other way is left alone.
 */
export const fixCommonJs: Fixer = ({ module, text }) => {
  if (!module) return null
  const edited = new MagicString(text)
  const statements = module.syntax.program.body.flatMap((node) => {
    const entries = entriesOf(node)
    return entries && node.type === 'ExpressionStatement' ? [{ node, entries }] : []
  })
  const names = statements.flatMap(({ entries }) => entries.map(({ name }) => name))
  if (countCommonJs(module) !== statements.length || new Set(names).size !== names.length) {
    return null
  }
  const isDone = statements.every(({ node, entries }) => {
    if (!entries.every((entry) => convert(edited, entry, node, module))) return false
    if (entries.every(({ value }) => value.type === 'Identifier')) removeStatement(edited, node)
    return true
  })
  return isDone ? edited.toString() : null
}

interface Entry {
  name: string
  value: Node
}

function convert(
  edited: MagicString,
  { name, value }: Entry,
  statement: ExpressionStatement,
  module: HandlerFile,
): boolean {
  const { original } = edited
  const declaration = module.declarations.find((candidate) => candidate.name === name)
  if (hasComment(module, { start: statement.start, end: value.start })) return false
  if (value.type === 'Identifier') {
    const isSame = value.name === name && declaration?.value?.type === 'FunctionDeclaration'
    if (!isSame || hasComment(module, statement)) return false
    edited.appendLeft(declaration.start, 'export ')
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

/** What `exports.x = value`, `module.exports.x = value` or `module.exports = { x }` exports. */
function entriesOf(statement: Node): Entry[] | null {
  if (statement.type !== 'ExpressionStatement') return null
  const { expression } = statement
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return null
  const { left, right } = expression
  const name = exportedName(expression)
  if (name !== null) return [{ name, value: right }]
  if (left.type !== 'MemberExpression' || !isExports(left)) return null
  if (right.type !== 'ObjectExpression' || right.properties.length === 0) return null
  const entries = right.properties.flatMap((property) =>
    property.type === 'Property' && property.shorthand && property.key.type === 'Identifier'
      ? [{ name: property.key.name, value: property.key }]
      : [],
  )
  return entries.length === right.properties.length ? entries : null
}

function exportedName({ left }: AssignmentExpression): string | null {
  if (left.type !== 'MemberExpression') return null
  const name = memberName(left)
  return isExports(left.object) && name !== null && /^[\w$]+$/.test(name) ? name : null
}

/** `exports` or `module.exports`. */
function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports'
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    memberName(node) === 'exports'
  )
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
