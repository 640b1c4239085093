import type { CallExpression } from 'acorn'
import type { HandlerFile } from '../../scaffold/handler-file.js'
import { type Node, walk } from '../../scaffold/syntax.js'
import { type Chains, isPromise, memberName } from './chain.js'
import { type FunctionNode, isFunction, isKey } from './functions.js'

/** A call of a Wix module that nothing waits for. */
export interface Discarded {
  node: Node
  /** As the code writes it: `wixData.insert`. */
  call: string
}

export interface DiscardedSearch {
  module: HandlerFile
  chains: Chains
  locals: ReadonlyMap<string, FunctionNode>
}

/** The platform calls in a function, and in functions inside it, whose promise goes nowhere. */
export function findDiscarded(within: FunctionNode, search: DiscardedSearch): Discarded[] {
  const found: Discarded[] = []
  walk(within, (node) => {
    // There the promise is settled by hand.
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Promise') return false
    if (node.type === 'ExpressionStatement') found.push(...discardedIn(node.expression, search))
    if (node.type === 'VariableDeclarator' && node.init && node.id.type === 'Identifier') {
      const call = promiseCall(node.init, search)
      if (call && !isUsed(node.id, within)) found.push(call)
    }
    return true
  })
  return found
}

/** The calls whose value an expression statement drops. */
function discardedIn(node: Node, search: DiscardedSearch): Discarded[] {
  switch (node.type) {
    case 'ChainExpression':
      return discardedIn(node.expression, search)
    case 'UnaryExpression':
      return discardedIn(node.argument, search)
    case 'LogicalExpression':
      return discardedIn(node.right, search)
    case 'ConditionalExpression':
      return [...discardedIn(node.consequent, search), ...discardedIn(node.alternate, search)]
    case 'SequenceExpression':
      return node.expressions.flatMap((part) => discardedIn(part, search))
    case 'CallExpression':
      return discardedCall(node, search)
    default:
      return []
  }
}

/** Callbacks of these are called by something that does not wait for what they return. */
const heedless = ['forEach', 'map', 'setTimeout', 'setImmediate', 'setInterval']

function discardedCall(call: CallExpression, search: DiscardedSearch): Discarded[] {
  const direct = promiseCall(call, search)
  if (direct) return [direct]
  const { callee } = call
  if (isPromiseCombinator(callee)) return firstOf(call.arguments, search)
  if (isFunction(callee)) return isAsync(callee) ? firstOf([callee], search) : []
  const name = callee.type === 'MemberExpression' ? memberName(callee) : nameOf(callee)
  if (name === null || !heedless.includes(name)) return []
  const [callback] = call.arguments
  const node = callback?.type === 'Identifier' ? search.locals.get(callback.name) : callback
  return node && isFunction(node) && givesPromise(node, search) ? firstOf([node], search) : []
}

/** A call that gives a promise of the platform, or of a function of this file that waits for one. */
function promiseCall(node: Node, search: DiscardedSearch): Discarded | null {
  const call = withoutThen(node)
  if (call.type !== 'CallExpression') return null
  const chain = search.chains(call)
  if (chain) return isPromise(chain) ? { node: call, call: chain.text } : null
  const local = call.callee.type === 'Identifier' && search.locals.get(call.callee.name)
  if (!local || !givesPromise(local, search)) return null
  return { node: call, call: nameOf(call.callee) ?? '' }
}

/** The call below `.then(…)`, `.catch(…)` and `.finally(…)`. */
function withoutThen(node: Node): Node {
  if (node.type === 'ChainExpression') return withoutThen(node.expression)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return node
  const name = memberName(node.callee)
  const isThen = name === 'then' || name === 'catch' || name === 'finally'
  return isThen ? withoutThen(node.callee.object) : node
}

/** Whether a function of this file gives a promise that waits for a platform call. */
function givesPromise(
  node: FunctionNode,
  search: DiscardedSearch,
  seen = new Set<Node>(),
): boolean {
  if (seen.has(node)) return false
  seen.add(node)
  const isPlatform = (child: Node): boolean => {
    if (child.type !== 'CallExpression') return false
    const chain = search.chains(child)
    if (chain) return isPromise(chain)
    const local = child.callee.type === 'Identifier' && search.locals.get(child.callee.name)
    return local ? givesPromise(local, search, seen) : false
  }
  if (isAsync(node)) return some(node.body, isPlatform)
  if (node.body.type !== 'BlockStatement') return some(withoutThen(node.body), isPlatform)
  let returned = false
  walk(node.body, (child) => {
    if (isFunction(child)) return false
    if (child.type === 'ReturnStatement' && child.argument) {
      returned ||= some(child.argument, isPlatform)
    }
    return true
  })
  return returned
}

function firstOf(nodes: readonly Node[], search: DiscardedSearch): Discarded[] {
  for (const node of nodes) {
    let first: Discarded | null = null
    walk(node, (child) => {
      first ??= child.type === 'CallExpression' ? promiseCall(child, search) : null
      return first === null
    })
    if (first) return [first]
  }
  return []
}

function isPromiseCombinator(callee: Node): boolean {
  return (
    callee.type === 'MemberExpression' &&
    nameOf(callee.object) === 'Promise' &&
    ['all', 'allSettled', 'race', 'any'].includes(memberName(callee) ?? '')
  )
}

function isUsed(id: Node & { name: string }, within: Node): boolean {
  return some(within, (node, parent) => {
    const isSame = node.type === 'Identifier' && node.name === id.name && node !== id
    return isSame && !isKey(node, parent)
  })
}

function some(node: Node, test: (node: Node, parent: Node | null) => boolean): boolean {
  let found = false
  walk(node, (child, parent) => {
    found ||= test(child, parent)
    return !found
  })
  return found
}

function isAsync(node: FunctionNode): boolean {
  return node.async === true
}

function nameOf(node: Node): string | null {
  return node.type === 'Identifier' ? node.name : null
}
