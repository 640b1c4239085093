import { formatPath, type PathSegment } from '../event/path.js'
import type { EventObject } from '../event/types.js'
import { matching, visitRandomSets } from './arbitraries.js'
import { cost } from './candidate.js'
import { confirm } from './confirm.js'
import { deriveEdits } from './derive.js'
import type { Dictionary } from './dictionary.js'
import { differencesOf } from './differences.js'
import { applyEdits, areApart, type Edit } from './edit.js'
import type { FuzzFailure, FuzzTarget } from './failure.js'
import { groupEdits } from './groups.js'
import { minimise } from './minimise.js'
import { placesOf, shapesAt, textsIn } from './places.js'
import type { Shapes } from './shape.js'
import { isText } from './texts.js'
import { createTrials, type Trial } from './trials.js'

export interface SearchRequest {
  /** The event that all others are made of. */
  fixture: EventObject
  /** What an event object of its kind may be. */
  shapes: Shapes
  target: FuzzTarget
  /** What the site's own code names. */
  dictionary: Dictionary
  limits: SearchLimits
  seed: number
  signal: AbortSignal
  /** Milliseconds of a clock that only goes forward. */
  clock(): number
  onProgress?(tried: number, failures: number): void
}

export interface SearchLimits {
  /** The most events to try; null for no limit. */
  runs: number | null
  /** The longest time to search, in ms; null for no limit. */
  timeMs: number | null
}

export interface SearchOutcome {
  /** In the order in which they were found. */
  failures: FuzzFailure[]
  tried: number
  /** Places that were not tried to the end, because values there made the handler hang. */
  leftOut: string[]
  durationMs: number
  stopped: 'runs' | 'time' | 'failures' | 'interrupted' | 'nothing-left'
}

/** Ways to fail that are looked for before it stops. */
const mostFailures = 12
/** Times that the fixture is mended to look behind a failure of its own. */
const mostMends = 3
/** Pairs of changes, before sets are left to chance. */
const mostPairs = 4000
/** Random sets in a row that make no event which has not been tried. */
const mostIdle = 2000
/** Events for making one failure smaller. */
const mostForMinimum = 600

/**
 * Looks for events that a handler fails with: the fixture, every single change of it, groups and pairs of
 * changes, then random sets of them. Each way to fail is reported once, with the smallest event found.
 */
export async function searchFailures(request: SearchRequest): Promise<SearchOutcome> {
  const { fixture, shapes, target, limits, seed, signal, clock } = request
  const startedAt = clock()
  const trials = createTrials(fixture, target, signal)
  const failures = new Map<string, FuzzFailure>()
  let stopped: SearchOutcome['stopped'] = 'nothing-left'

  const isOver = (): boolean => {
    const isLate = limits.timeMs !== null && clock() - startedAt >= limits.timeMs
    if (signal.aborted) stopped = 'interrupted'
    else if (failures.size >= mostFailures) stopped = 'failures'
    else if (limits.runs !== null && trials.count >= limits.runs) stopped = 'runs'
    else if (isLate) stopped = 'time'
    else return false
    return true
  }

  /** Runs one event, and keeps what is new about it. */
  const examine = async (
    edits: readonly Edit[],
    known: readonly Edit[],
  ): Promise<Trial['status']> => {
    const trial = await trials.run(edits)
    request.onProgress?.(trials.count, failures.size)
    if (trial.status !== 'failed') return trial.status
    const seen = failures.get(trial.failure)
    if (seen) noteAgain(seen, edits)
    else failures.set(trial.failure, await reduce(trial, edits, known))
    return 'failed'
  }

  const reduce = async (
    found: Extract<Trial, { status: 'failed' }>,
    edits: readonly Edit[],
    known: readonly Edit[],
  ): Promise<FuzzFailure> => {
    const foundAfter = trials.count
    const giveUpAt = foundAfter + mostForMinimum
    const smallest = await minimise(edits, {
      known,
      async stillFails(fewer) {
        if (trials.count >= giveUpAt) return false
        const trial = await trials.run(fewer)
        return trial.status === 'failed' && trial.failure === found.failure
      },
      fits: (path, text) =>
        shapesAt(shapes, path).some((shape) => shape.kind === 'text' && isText(shape, text)),
    })
    const { event, repeats, result } = await confirm(applyEdits(fixture, smallest), fixture, trials)
    if (repeats !== 'alone' && repeats !== 'unchecked') {
      target.isolate()
      trials.forget(found.failure)
    }
    return {
      event,
      differences: differencesOf(fixture, event),
      result: result ?? found.result,
      repeats,
      foundAfter,
      count: 1,
      alsoAt: [],
    }
  }

  /** Changes of the fixture, on top of those that keep it from failing by itself. */
  const searchFrom = async (ground: readonly Edit[], mends: number): Promise<void> => {
    const base = applyEdits(fixture, ground)
    const status = await examine(ground, [])
    const edits = deriveEdits(shapes, base, surroundings(base, request.dictionary)).filter((edit) =>
      ground.every((other) => areApart(edit, other)),
    )
    const passing: Edit[] = []
    for (const edit of edits) {
      if (isOver()) return
      if ((await examine([...ground, edit], edits)) === 'passed') passing.push(edit)
    }
    if (status === 'failed') {
      const [mend] = passing
      return mend && mends > 0 ? searchFrom([...ground, mend], mends - 1) : undefined
    }
    for (const group of groupEdits(passing)) {
      if (isOver()) return
      await examine([...ground, ...group], edits)
    }
    for (const pair of pairsOf(passing)) {
      if (isOver()) return
      await examine([...ground, ...pair], edits)
    }
    if (isOver()) return
    let ranAt = trials.count
    let idle = 0
    await visitRandomSets(placesOf(shapes, passing), seed, async (set) => {
      await examine([...ground, ...set], edits)
      idle = trials.count === ranAt ? idle + 1 : 0
      ranAt = trials.count
      return idle < mostIdle && !isOver()
    })
  }

  await searchFrom([], mostMends)
  return {
    failures: [...failures.values()],
    leftOut: trials.leftOut(),
    tried: trials.count,
    durationMs: clock() - startedAt,
    stopped,
  }
}

function surroundings(event: EventObject, dictionary: Dictionary) {
  return {
    dates: textsIn(event, (text) => /^\d{4}-\d\d-\d\dT/.test(text)),
    ids: textsIn(event, (_text, key) => /^(?:_id|.*Id)$/.test(key)),
    dictionary,
    matching,
  }
}

function noteAgain(failure: FuzzFailure, edits: readonly Edit[]): void {
  failure.count += 1
  const [edit] = edits
  if (edits.length !== 1 || !edit) return
  const place = formatPath(edit.path)
  // To change the whole of a record changes the field too.
  const isMain = failure.differences.some(
    ({ path }) => isWithin(path, edit.path) || isWithin(edit.path, path),
  )
  if (!isMain && !failure.alsoAt.includes(place)) failure.alsoAt.push(place)
}

function isWithin(path: readonly PathSegment[], outer: readonly PathSegment[]): boolean {
  return outer.every((segment, index) => segment === path[index])
}

/** Pairs of cheap changes, and of one with a text that the code names; the cheapest first. */
function pairsOf(edits: readonly Edit[]): Edit[][] {
  const cheap = edits.filter((edit) => edit.cost <= cost.present)
  const named = edits.filter((edit) => edit.cost === cost.named)
  const pairs = [
    ...cheap.flatMap((one, index) => cheap.slice(index + 1).map((other) => [one, other])),
    ...named.flatMap((one) => cheap.map((other) => [one, other])),
  ]
  return pairs
    .filter(([one, other]) => one && other && areApart(one, other))
    .sort((one, other) => costOf(one) - costOf(other))
    .slice(0, mostPairs)
}

function costOf(edits: readonly Edit[]): number {
  return edits.reduce((sum, edit) => sum + edit.cost, 0)
}
