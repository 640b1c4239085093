import type { ArrowFunctionExpression, FunctionDeclaration, FunctionExpression } from 'acorn'
import type { EventDefinition } from '../../catalog/index.js'
import type { HandlerExport, HandlerFile } from '../../scaffold/handler-file.js'
import { type Node, walk } from '../../scaffold/syntax.js'
import { namedExports } from '../handler-exports.js'
import { definitionOf, looksLikeHandler } from '../handler-names.js'

export type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression

/** A handler with its code: more than one function when it is made of parts, as in `wrap(check, run)`. */
export interface HandlerFunction {
  name: string
  node: FunctionNode
  definition: EventDefinition | undefined
}

/** The handlers of a file whose code stands in it, in whatever form they are exported. */
export function handlerFunctions(module: HandlerFile): HandlerFunction[] {
  return namedExports(module)
    .filter(({ name }) => looksLikeHandler(name))
    .flatMap((handler) =>
      functionsOf(handler, module).map((node) => ({
        name: handler.name,
        node,
        definition: definitionOf(handler.name),
      })),
    )
}

/** The functions at the top level of a file, by name. */
export function localFunctions({ declarations }: HandlerFile): Map<string, FunctionNode> {
  return new Map(
    declarations.flatMap(({ name, value, destructured }) =>
      value && !destructured && isFunction(value) ? [[name, value] as const] : [],
    ),
  )
}

/** A function, and those of its file that it uses, directly or through others. */
export function reachableFunctions(
  start: FunctionNode,
  locals: ReadonlyMap<string, FunctionNode>,
): Set<FunctionNode> {
  const reached = new Set([start])
  // A Set goes on with what is added while it is looped over.
  for (const node of reached) {
    walk(node, (child, parent) => {
      const used = child.type === 'Identifier' && !isKey(child, parent) && locals.get(child.name)
      if (used) reached.add(used)
    })
  }
  return reached
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  )
}

/** Whether an identifier names a property instead of a variable. */
export function isKey(node: Node, parent: Node | null): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed
  if (parent?.type === 'Property') {
    return parent.key === node && !parent.computed && !parent.shorthand
  }
  return false
}

function functionsOf(
  handler: HandlerExport,
  { syntax, declarations }: HandlerFile,
): FunctionNode[] {
  const { body } = handler
  const inside = body ?? declarations.find(({ name }) => name === handler.local) ?? handler
  const found: FunctionNode[] = []
  walk(syntax.program, (node) => {
    if (!isFunction(node)) return true
    if (body) {
      if (node.body.start === body.start) found.push(node)
      return true
    }
    const isInside = node.start >= inside.start && node.end <= inside.end
    if (isInside) found.push(node)
    return !isInside
  })
  return found
}
