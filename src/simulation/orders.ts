import type { WorldState } from '../platform/protocol.js'
import type { Bundle } from '../runner/bundle.js'
import type { RunError, RunResult } from '../runner/result.js'
import type { Runner } from '../runner/runner.js'
import { createShaper } from '../runner/shape.js'
import { compareStates, type StateDifference } from '../runner/state-difference.js'
import { createJob } from './job.js'
import { createHappenings, type Story } from './story.js'

/** What came of one order of deliveries. */
export interface OrderOutcome {
  /** Places of the events in the story, in the order of their delivery. */
  order: number[]
  /** How the world ends otherwise than with the events in order. */
  differences: StateDifference[]
  /** Runs that failed in this order. */
  failures: { handler: string; event: string; error: RunError }[]
}

export interface OrdersOptions {
  newId(): string
  signal: AbortSignal
  /** Called after each order. */
  onOrder(tried: number, of: number): void
}

/** All orders, that of the story first. */
export interface OrdersResult {
  inOrder: RunResult[]
  tried: number
  /** Those that end otherwise, or in which a handler fails. */
  deviant: OrderOutcome[]
}

/** More have more than 720 orders. */
export const maxOrdered = 6

/** Delivers the events of a story in each order, each time to a new world and a module loaded anew. */
export async function tryOrders(
  story: Story,
  bundle: Pick<Bundle, 'notes'>,
  runner: Runner,
  { newId, signal, onOrder }: OrdersOptions,
): Promise<OrdersResult> {
  const told = story.chapters.flatMap(({ runs }, index) => (runs.length === 0 ? [] : [index]))
  const deliver = async (
    order: readonly number[],
  ): Promise<{ results: RunResult[]; state: WorldState }> => {
    runner.reset({ module: true })
    const happenings = createHappenings(story)
    let latest = 0
    const running = order.flatMap((chapter) => {
      latest = Math.max(latest, chapter)
      return (story.chapters[chapter]?.runs ?? []).map((run) =>
        runner.run({ ...createJob(run, bundle, newId), happened: happenings.until(latest) }),
      )
    })
    const results = await Promise.all(running)
    return { results, state: await runner.snapshot() }
  }
  runner.reset({ module: true })
  const start = await runner.snapshot()
  const events = story.chapters.flatMap(({ runs }) => runs.map(({ event }) => event))
  const shape = createShaper([start, events])
  const base = await deliver(told)
  const orders = permutations(told).slice(1)
  const deviant: OrderOutcome[] = []
  let tried = 1
  for (const order of orders) {
    if (signal.aborted) break
    const { results, state } = await deliver(order)
    tried += 1
    onOrder(tried, orders.length + 1)
    const differences = compareStates(base.state, state, shape)
    const failures = failuresIn(results)
    if (differences.length + failures.length > 0) deviant.push({ order, differences, failures })
  }
  return { inOrder: base.results, tried, deviant }
}

function failuresIn(results: readonly RunResult[]): OrderOutcome['failures'] {
  return results.flatMap(({ handler, event, error }) => (error ? [{ handler, event, error }] : []))
}

/** All orders of some items; the first is the given one. */
export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  )
}

/** What is otherwise in some orders, and in which. Each order may be in several of these. */
export interface DeviantGroup {
  differences: StateDifference[]
  failures: OrderOutcome['failures']
  outcomes: OrderOutcome[]
  /** Two events, as places in the story: these orders are those in which the second comes before the first. */
  swapped: [first: number, second: number] | null
}

/**
 * Tells apart what goes wrong: differences that always come together are one group, the one with the most
 * orders first. A site with two flaws thus shows two, and not each mixture of them.
 */
export function groupDeviant(
  deviant: readonly OrderOutcome[],
  allOrders: readonly (readonly number[])[],
): DeviantGroup[] {
  const flaws = new Map<string, Omit<DeviantGroup, 'swapped'>>()
  const flawOf = (key: unknown) => {
    const text = JSON.stringify(key)
    const flaw = flaws.get(text) ?? { differences: [], failures: [], outcomes: [] }
    flaws.set(text, flaw)
    return flaw
  }
  for (const outcome of deviant) {
    for (const difference of outcome.differences) {
      const flaw = flawOf(differenceKey(difference))
      if (flaw.outcomes.length === 0) flaw.differences.push(difference)
      flaw.outcomes.push(outcome)
    }
    for (const failure of outcome.failures) {
      const flaw = flawOf([failure.handler, failure.error.message])
      if (flaw.outcomes.length === 0) flaw.failures.push(failure)
      if (flaw.outcomes.at(-1) !== outcome) flaw.outcomes.push(outcome)
    }
  }
  const groups = new Map<string, Omit<DeviantGroup, 'swapped'>>()
  for (const flaw of flaws.values()) {
    const key = flaw.outcomes.map(({ order }) => order.join()).join(' ')
    const known = groups.get(key)
    if (!known) groups.set(key, flaw)
    known?.differences.push(...flaw.differences)
    known?.failures.push(...flaw.failures)
  }
  return [...groups.values()]
    .sort((a, b) => b.outcomes.length - a.outcomes.length)
    .map((group) => ({ ...group, swapped: commonSwap(group.outcomes, allOrders) }))
}

function differenceKey(difference: StateDifference): unknown {
  if (difference.kind === 'changed') {
    const { collection, id, field, before, after } = difference
    return [collection, id, field, before, after]
  }
  return [difference.collection, difference.kind, difference.rows.length]
}

/** A pair that is swapped in these orders and in no other. */
function commonSwap(
  outcomes: readonly OrderOutcome[],
  allOrders: readonly (readonly number[])[],
): [number, number] | null {
  const own = new Set(outcomes.map(({ order }) => order.join()))
  const isSwapped = (order: readonly number[], [a, b]: [number, number]): boolean =>
    order.indexOf(b) < order.indexOf(a)
  const [first = []] = allOrders
  const pairs = first.flatMap((a, index) =>
    first.slice(index + 1).map((b): [number, number] => [a, b]),
  )
  return (
    pairs.find((pair) =>
      allOrders.every((order) => isSwapped(order, pair) === own.has(order.join())),
    ) ?? null
  )
}
