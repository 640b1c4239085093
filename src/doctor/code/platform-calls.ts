import type { CallExpression } from 'acorn'
import type { HandlerFile } from '../../scaffold/handler-file.js'
import { walk } from '../../scaffold/syntax.js'
import { type Chain, createChains } from './chain.js'
import { handlerFunctions, localFunctions, reachableFunctions } from './functions.js'

export interface PlatformCall {
  chain: Chain
  node: CallExpression
}

/** Every call of a Wix module in a file. */
export function platformCalls(module: HandlerFile): PlatformCall[] {
  const chains = createChains(module)
  const calls: PlatformCall[] = []
  walk(module.syntax.program, (node) => {
    const chain = node.type === 'CallExpression' ? chains(node) : null
    if (chain?.called && node.type === 'CallExpression') calls.push({ chain, node })
  })
  return calls
}

/** The calls that a handler makes, in its own code or in functions of its file; the handler that comes first. */
export function handlerCalls(module: HandlerFile): (PlatformCall & { handler: string })[] {
  const locals = localFunctions(module)
  const handlers = handlerFunctions(module).map(({ name, node }) => ({
    name,
    reached: [...reachableFunctions(node, locals)],
  }))
  return platformCalls(module).flatMap((call) => {
    const { start, end } = call.node
    const handler = handlers.find(({ reached }) =>
      reached.some((node) => node.start <= start && node.end >= end),
    )
    return handler ? [{ ...call, handler: handler.name }] : []
  })
}
