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

/** Orders that deviate in the same way. */
export interface DeviantGroup {
  outcomes: OrderOutcome[]
  /** Two events, as places in the story: these orders are those in which the second comes before the first. */
  swapped: [first: number, second: number] | null
}

/** Groups orders by how they end, the largest group first, and looks for what each has in common. */
export function groupDeviant(
  deviant: readonly OrderOutcome[],
  allOrders: readonly (readonly number[])[],
): DeviantGroup[] {
  const groups = new Map<string, OrderOutcome[]>()
  for (const outcome of deviant) {
    const key = JSON.stringify([
      outcome.differences.map(differenceKey),
      outcome.failures.map(({ handler, error }) => [handler, error.message]),
    ])
    groups.set(key, [...(groups.get(key) ?? []), outcome])
  }
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .map((outcomes) => ({ outcomes, swapped: commonSwap(outcomes, allOrders) }))
}

function differenceKey(difference: StateDifference): unknown {
  if (difference.kind === 'changed') {
    const { collection, field, before, after } = difference
    return [collection, field, before, after]
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
