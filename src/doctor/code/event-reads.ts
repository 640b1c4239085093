import type { CallExpression } from 'acorn'
import { boundNames } from '../../scaffold/declarations.js'
import { type Node, walk } from '../../scaffold/syntax.js'
import { memberName } from './chain.js'
import { type FunctionNode, isFunction } from './functions.js'

/** A place where a handler reads its event: `event.data.memberId` is `data`, `memberId`. */
export interface EventRead {
  path: readonly string[]
  /** Where the last name stands. */
  node: Node
  /** The code is prepared for its absence: `event.data?.x`, `if (event.data)`, `{ data = {} }`. */
  guarded: boolean
  /** It is called: `event.metadata.eventTime.getTime()`. */
  called: boolean
}

type Path = readonly string[]
type Names = Map<string, Path>

/**
 * All reads of the event in a handler and in functions of its file that the event, or a part of it, is
 * handed to as an argument.
 */
export function readsOfEvent(
  handler: FunctionNode,
  locals: ReadonlyMap<string, FunctionNode>,
): EventRead[] {
  const reads: EventRead[] = []
  const entered = new Set<string>()

  const enter = (node: FunctionNode, index: number, path: Path): void => {
    const key = `${node.start} ${index} ${path.join('.')}`
    const parameter = node.params[index]
    if (!parameter || entered.has(key)) return
    entered.add(key)
    const names: Names = new Map()
    bind(parameter, path, names)
    readBody(node, names)
  }

  /** Gives the names of a pattern their paths; each is a read as well. */
  const bind = (pattern: Node, path: Path, names: Names, guarded = false): void => {
    if (pattern.type === 'Identifier') names.set(pattern.name, path)
    if (pattern.type === 'AssignmentPattern') bind(pattern.left, path, names, true)
    if (pattern.type !== 'ObjectPattern') return
    for (const property of pattern.properties) {
      if (property.type === 'RestElement' || property.computed) continue
      const { key, value } = property
      const name = key.type === 'Identifier' ? key.name : String('value' in key ? key.value : '')
      const inner = [...path, name]
      const hasDefault = value.type === 'AssignmentPattern'
      if (!hasPattern(value)) {
        reads.push({ path: inner, node: key, guarded: guarded || hasDefault, called: false })
      }
      bind(value, inner, names)
    }
  }

  const readBody = (node: FunctionNode, names: Names): void => {
    walk(node.body, (child, parent) => {
      if (isFunction(child) && child !== node && shadows(child, names)) return false
      if (child.type === 'VariableDeclarator' && child.init) {
        const path = pathOf(child.init, names)
        if (path) bind(child.id, path, names)
        return true
      }
      if (child.type === 'CallExpression') follow(child, names)
      if (child.type !== 'MemberExpression') return true
      const path = pathOf(child, names)
      if (!path) return true
      const called = parent?.type === 'CallExpression' && parent.callee === child
      const guarded = isOptional(child) || (path.length === 1 && isTest(child, parent))
      reads.push({ path, node: child.property, guarded, called })
      return false
    })
  }

  const follow = (call: CallExpression, names: Names): void => {
    const local = call.callee.type === 'Identifier' && locals.get(call.callee.name)
    if (!local) return
    for (const [index, argument] of call.arguments.entries()) {
      const path = pathOf(argument, names)
      if (path) enter(local, index, path)
    }
  }

  enter(handler, 0, [])
  return reads
}

/** Where in the event an expression leads; null when it is no part of it. */
function pathOf(node: Node, names: Names): Path | null {
  switch (node.type) {
    case 'Identifier':
      return names.get(node.name) ?? null
    case 'ChainExpression':
      return pathOf(node.expression, names)
    case 'MemberExpression': {
      const name = memberName(node)
      const path = pathOf(node.object, names)
      return path && name !== null ? [...path, name] : null
    }
    default:
      return null
  }
}

function hasPattern(node: Node): boolean {
  return node.type === 'AssignmentPattern' ? hasPattern(node.left) : node.type === 'ObjectPattern'
}

function shadows(node: FunctionNode, names: Names): boolean {
  return node.params.some((parameter) => boundNames(parameter).some(({ name }) => names.has(name)))
}

/** Whether `?.` stands anywhere in the member expression. */
function isOptional(node: Node): boolean {
  return node.type === 'MemberExpression' && (node.optional || isOptional(node.object))
}

function isTest(node: Node, parent: Node | null): boolean {
  switch (parent?.type) {
    case 'LogicalExpression':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node
    default:
      return false
  }
}
