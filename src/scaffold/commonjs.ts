import type { AssignmentExpression, Expression, MemberExpression } from 'acorn'
import type { Node, Range, Syntax } from './syntax.js'

export interface CommonJsExport {
  name: string
  /** The assignment, or the entry of the object that is assigned. */
  node: Range
  at: Node
  statement: Range
}

/** The name that an assignment to `module.exports` itself gets when it is no object literal. */
export const wholeModule = 'module.exports'

/** The exports of CommonJS code, as far as top-level statements tell. */
export function readCommonJs({ program }: Syntax, declared: ReadonlySet<string>): CommonJsExport[] {
  const isFree = (name: string) => !declared.has(name)
  return program.body.flatMap((statement) =>
    statement.type === 'ExpressionStatement'
      ? readAssignments(statement.expression, isFree).map((entry) => ({ ...entry, statement }))
      : [],
  )
}

type Entry = Omit<CommonJsExport, 'statement'>
type IsFree = (name: string) => boolean

// `module.exports = exports = { … }` is two assignments.
function readAssignments(expression: Expression, isFree: IsFree): Entry[] {
  if (expression.type === 'SequenceExpression') {
    return expression.expressions.flatMap((part) => readAssignments(part, isFree))
  }
  if (expression.type !== 'AssignmentExpression') return []
  const inner = readAssignments(expression.right, isFree)
  return [...readAssignment(expression, isFree), ...inner]
}

function readAssignment(assignment: AssignmentExpression, isFree: IsFree): Entry[] {
  const { left, right } = assignment
  if (isExports(left, isFree)) {
    if (right.type === 'AssignmentExpression') return []
    if (right.type !== 'ObjectExpression') {
      return left.type === 'MemberExpression'
        ? [{ name: wholeModule, node: assignment, at: left }]
        : []
    }
    return right.properties.flatMap((property) => {
      if (property.type !== 'Property') return []
      const name = keyName(property.key, property.computed)
      return name === null ? [] : [{ name, node: property, at: property.key }]
    })
  }
  if (left.type !== 'MemberExpression' || !isExports(left.object, isFree)) return []
  const name = keyName(left.property, left.computed)
  return name === null ? [] : [{ name, node: assignment, at: left.property }]
}

/** `exports` or `module.exports`. */
function isExports(node: Node, isFree: IsFree): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' && isFree('exports')
  return node.type === 'MemberExpression' && isModuleExports(node, isFree)
}

function isModuleExports(
  { object, property, computed }: MemberExpression,
  isFree: IsFree,
): boolean {
  return (
    object.type === 'Identifier' &&
    object.name === 'module' &&
    isFree('module') &&
    keyName(property, computed) === 'exports'
  )
}

function keyName(key: Node, computed: boolean): string | null {
  if (key.type === 'Identifier' && !computed) return key.name
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : null
}
