import { definitions } from '../catalog/index.js'
import type { HandlerExport } from './exports.js'
import { bodyStart, type Node, nameOf, positionOf, walk } from './syntax.js'

/** The SDK's functions that register a handler, each in only one module: `onBadgeAssigned`. */
const names = new Map(
  definitions.flatMap(({ sdk }) => (sdk ? [[sdk.name, `${sdk.module}.${sdk.name}`]] : [])),
)

/**
 * Where a bundle registers handlers for events of the catalog, as far as its text tells. What it really
 * registers shows when it is loaded: a call may stand in a function that nobody calls, and a name may be
 * put together.
 *
 * @param valueNamed - the value of a variable or function at the top of the bundle
 */
export function findRegistrations(
  body: readonly Node[],
  valueNamed: (name: string) => Node | null,
): HandlerExport[] {
  const found: HandlerExport[] = []
  walk(body, (node) => {
    if (node.type !== 'CallExpression') return
    const callee = calledName(node.callee as Node)
    const name = callee && names.get(nameOf(callee))
    if (!name) return
    const [handler] = node.arguments as Node[]
    const value = handler?.type === 'Identifier' ? valueNamed(nameOf(handler)) : (handler ?? null)
    found.push({ name, position: positionOf(callee), bodyStart: bodyStart(value), shape: 'sdk' })
  })
  return found
}

/** `onBadgeAssigned` of `badges.onBadgeAssigned(…)`, `onBadgeAssigned(…)` and the bundler's `(0, x.onBadgeAssigned)(…)`. */
function calledName(callee: Node): Node | undefined {
  if (callee.type === 'Identifier') return callee
  if (callee.type === 'ChainExpression') return calledName(callee.expression as Node)
  if (callee.type === 'SequenceExpression')
    return (callee.expressions as Node[]).map(calledName).at(-1)
  return callee.type === 'MemberExpression' && !callee.computed
    ? (callee.property as Node)
    : undefined
}
