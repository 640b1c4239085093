import { readsOfEvent } from '../code/event-reads.js'
import { handlerFunctions, localFunctions } from '../code/functions.js'
import { createFinding, type Finding } from '../finding.js'
import type { Rule } from './rule.js'

/** Two names for one thing: as the samples print it, and as the types declare it. */
const pairs: readonly [string, string][] = [
  ['contactDetails', 'contact'],
  ['profile.profilePhoto', 'profile.photo'],
  ['profile.coverPhoto', 'profile.cover'],
]

/** Handlers of member events that read one of the two names only. */
export const memberShape: Rule = ({ events }) => {
  const { module } = events ?? {}
  if (!events || !module) return []
  const locals = localFunctions(module)
  const found = new Map<number, Finding>()
  for (const { name, node, definition } of handlerFunctions(module)) {
    if (!definition?.key.startsWith('member-')) continue
    const reads = readsOfEvent(node, locals)
    const readOf = (field: string) =>
      reads.find(
        ({ path }) =>
          path.join('.').startsWith(`entity.${field}.`) || path.join('.') === `entity.${field}`,
      )
    for (const [reads, other] of pairs.flatMap(
      ([a, b]) =>
        [
          [a, b],
          [b, a],
        ] as const,
    )) {
      const read = readOf(reads)
      if (!read || readOf(other) || found.has(read.node.start)) continue
      const at = { source: events, position: module.syntax.positionOf(read.node) }
      const args = { handler: name, reads, other }
      found.set(read.node.start, createFinding('member-shape', args, at))
    }
  }
  return [...found.values()]
}
