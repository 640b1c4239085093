import { createChains } from '../code/chain.js'
import { findDiscarded } from '../code/discarded.js'
import { handlerFunctions, localFunctions, reachableFunctions } from '../code/functions.js'
import { createFinding, type Finding } from '../finding.js'
import type { Rule } from './rule.js'

/** Platform calls in a handler, or in a function of its file that it uses, that nothing waits for. */
export const notAwaited: Rule = ({ events }) => {
  const { module } = events ?? {}
  if (!events || !module) return []
  const search = { module, chains: createChains(module), locals: localFunctions(module) }
  const found = new Map<number, Finding>()
  for (const { name, node } of handlerFunctions(module)) {
    for (const reached of reachableFunctions(node, search.locals)) {
      for (const discarded of findDiscarded(reached, search)) {
        // Several handlers may share a function, and one call may be seen in two ways.
        if (found.has(discarded.node.start)) continue
        const args = { call: discarded.call, handler: name }
        const at = { source: events, position: module.syntax.positionOf(discarded.node) }
        found.set(discarded.node.start, createFinding('call-not-awaited', args, at))
      }
    }
  }
  return [...found.values()]
}
