import { createHash } from 'node:crypto'
import { formatPath } from '../event/path.js'
import type { EventObject } from '../event/types.js'
import type { RunResult } from '../runner/result.js'
import { applyEdits, type Edit } from './edit.js'
import { type FuzzTarget, failureKey } from './failure.js'

/** What came of one event. A failure is named by its key. */
export type Trial =
  | { status: 'passed' }
  | { status: 'failed'; failure: string; result: RunResult }
  | { status: 'left-out' }

/** Runs events of the search, none twice. */
export interface Trials {
  /** Events that were run. */
  readonly count: number
  run(edits: readonly Edit[]): Promise<Trial>
  /** Runs the events with this failure once more when they are asked for again. */
  forget(failure: string): void
  /** Places that are tried no more, because what was there made the handler hang. */
  leftOut(): string[]
  /** Runs events with all loaded anew; null after Ctrl-C. */
  runAnew(events: readonly EventObject[]): Promise<RunResult | null>
}

/** Events with a change at one place that may hang; more would take time and show nothing new. */
const hangsAtPlace = 3
/** A handler that takes so many times as long as any that passed hangs. */
const hurryFactor = 20
const leastHurryMs = 250

const passed: Trial = { status: 'passed' }
const leftOut: Trial = { status: 'left-out' }

export function createTrials(
  fixture: EventObject,
  target: FuzzTarget,
  signal: AbortSignal,
): Trials {
  const outcomes = new Map<string, Trial>()
  // One result stands for all that failed alike: thousands may.
  const examples = new Map<string, RunResult>()
  const hangs = new Map<string, number>()
  const stopped = abortOf(signal)
  let slowestMs = 0
  let isHurried = false
  let count = 0

  const isLeftOut = (edits: readonly Edit[]): boolean =>
    edits.some(({ path }) => (hangs.get(formatPath(path)) ?? 0) >= hangsAtPlace)

  const onHang = async (edits: readonly Edit[]): Promise<void> => {
    for (const { path } of edits) {
      const place = formatPath(path)
      hangs.set(place, (hangs.get(place) ?? 0) + 1)
    }
    if (isHurried) return
    isHurried = true
    await target.hurry(Math.max(leastHurryMs, slowestMs * hurryFactor))
  }

  const toTrial = (result: RunResult): Trial => {
    const failure = failureKey(result)
    if (failure === null) return passed
    const example = examples.get(failure) ?? result
    examples.set(failure, example)
    return { status: 'failed', failure, result: example }
  }

  return {
    get count() {
      return count
    },
    async run(edits) {
      const event = applyEdits(fixture, edits)
      const digest = createHash('sha256').update(target.payloadText(event)).digest('base64')
      const known = outcomes.get(digest)
      if (known !== undefined) return known
      if (signal.aborted || isLeftOut(edits)) return leftOut
      const result = await Promise.race([target.run(event), stopped])
      if (result === null) return leftOut
      count += 1
      const trial = toTrial(result)
      outcomes.set(digest, trial)
      if (trial.status === 'passed') slowestMs = Math.max(slowestMs, result.durationMs)
      if (result.error?.kind === 'time-limit') await onHang(edits)
      return trial
    },
    forget(failure) {
      for (const [digest, trial] of outcomes) {
        if (trial.status === 'failed' && trial.failure === failure) outcomes.delete(digest)
      }
    },
    leftOut: () => [...hangs].flatMap(([place, count]) => (count >= hangsAtPlace ? [place] : [])),
    runAnew: (events) => Promise.race([target.runAnew(events), stopped]),
  }
}

function abortOf(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
}
