import type { EventObject } from '../event/types.js'
import type { RunResult } from '../runner/result.js'
import type { Repeats } from './failure.js'
import type { Trials } from './trials.js'

/** The event to see a failure again with; no result when it was not seen. */
export interface Confirmation {
  event: EventObject
  repeats: Repeats
  result: RunResult | null
}

/**
 * What it takes to see a failure again when nothing is left of the events before it.
 */
export async function confirm(
  event: EventObject,
  fixture: EventObject,
  { runAnew }: Pick<Trials, 'runAnew'>,
): Promise<Confirmation> {
  const ways: [Repeats, EventObject[]][] = [
    ['alone', [event]],
    ['twice', [fixture, fixture]],
    ['twice', [event, event]],
    ['after-fixture', [fixture, event]],
  ]
  for (const [repeats, events] of ways) {
    const result = await runAnew(events)
    if (result === null) return { event, repeats: 'unchecked', result }
    if (result.status !== 'passed') return { event: events.at(-1) ?? event, repeats, result }
  }
  return { event, repeats: 'not-seen-again', result: null }
}
