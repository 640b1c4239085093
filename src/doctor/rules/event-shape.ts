import { type EventRead, readsOfEvent } from '../code/event-reads.js'
import { handlerFunctions, localFunctions } from '../code/functions.js'
import { judgeRead, type Verdict } from '../event-fields.js'
import { createFinding, type Finding } from '../finding.js'
import type { SourceFile } from '../source-file.js'
import type { Rule } from './rule.js'

/** Fields of the event that are not there, or not what the code takes them for. */
export const eventShape: Rule = ({ events }) => {
  const { module } = events ?? {}
  if (!events || !module) return []
  const locals = localFunctions(module)
  const places = new Map<number, { read: EventRead; verdicts: (Verdict | null)[] }>()
  for (const { name, node, definition } of handlerFunctions(module)) {
    if (!definition) continue
    const reads = readsOfEvent(node, locals)
    const guards = new Set(reads.filter(({ guarded }) => guarded).map(({ path }) => path[0]))
    for (const read of reads) {
      const place = places.get(read.node.start) ?? { read, verdicts: [] }
      const isSafe = read.guarded || guards.has(read.path[0])
      place.verdicts.push(isSafe ? null : judgeRead(read, name, definition))
      places.set(read.node.start, place)
    }
  }
  const wrong = [...places.values()].flatMap(({ read, verdicts }) => {
    // A function that several handlers share may read what only one of them has.
    const [verdict] = verdicts
    return verdict && verdicts.every((other) => other !== null) ? [{ read, verdict }] : []
  })
  return withoutRepetition(wrong).map(({ read, verdict }) => toFinding(read, verdict, events))
}

interface Wrong {
  read: EventRead
  verdict: Verdict
}

/** One mistake that is made five times in a handler is told once. */
function withoutRepetition(wrong: readonly Wrong[]): Wrong[] {
  const seen = new Set<string>()
  return wrong.filter(({ verdict: { code, args } }) => {
    const field = code.endsWith('-unknown') ? JSON.stringify(args) : args.handler
    const key = `${code} ${field}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function toFinding({ node }: EventRead, { code, args }: Verdict, source: SourceFile): Finding {
  const { positionOf } = source.module?.syntax ?? {}
  return createFinding(code, args, {
    source,
    position: positionOf?.(node) ?? { line: 1, column: 1 },
  })
}
