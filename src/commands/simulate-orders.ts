import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { StateDifference } from '../runner/state-difference.js'
import type { HandlerThread } from '../runner/thread.js'
import {
  groupDeviant,
  maxOrdered,
  type OrderOutcome,
  permutations,
  tryOrders,
} from '../simulation/orders.js'
import type { Story } from '../simulation/story.js'
import { unlessInterrupted } from './interrupt.js'
import { createProgress } from './progress.js'
import { createSimulationRunner, type SimulateOptions } from './simulation.js'
import { openStory } from './story-opening.js'

/** What trying all orders found out, as `--json` prints it. */
export interface OrdersVerdict {
  /** Names of the events, in the order in which they happened. */
  inOrder: string[]
  tried: number
  deviant: number
  groups: OrdersGroup[]
}

/** What is otherwise in some orders than with the events in order, and in which; an order may be in several. */
export interface OrdersGroup {
  count: number
  /** These orders are those in which `later` is delivered before `earlier`, though it happened after it. */
  swapped: { earlier: string; later: string } | null
  differences: StateDifference[]
  failures: OrderOutcome['failures']
  orders: string[][]
}

/**
 * `simulate --all-orders`: delivers the events in each order and shows those that end otherwise than the
 * order in which they happened. Exit code 0 when there are none.
 */
export async function simulateOrders(
  options: SimulateOptions,
  context: Context,
  thread: HandlerThread,
): Promise<number> {
  const opened = await openStory(options, context)
  if (!opened) return 1
  const { site, story, view, verdicts } = opened
  checkCount(story)
  const runner = createSimulationRunner(
    site,
    { ...options, fresh: false, count: 1 },
    context,
    thread,
  )
  context.signal.addEventListener('abort', () => void runner.close())
  const progress = createProgress('order', context)
  const result = await unlessInterrupted(
    () =>
      tryOrders(story, site.bundle, runner, {
        newId: context.newId,
        signal: context.signal,
        onOrder: (tried, of) => progress.show(tried, of),
      }),
    context.signal,
  )
  progress.clear()
  const failed = result.inOrder.filter(({ status }) => status !== 'passed')
  for (const one of failed) {
    view.part(`${one.event}, in order`)
    view.finish(one)
  }
  const verdict = toVerdict(story, result)
  view.orders(verdict)
  for (const one of result.inOrder) verdicts?.add(one)
  verdicts?.addOrders(verdict)
  await verdicts?.finish()
  return verdict.deviant === 0 && failed.length === 0 ? 0 : 1
}

function toVerdict(
  story: Story,
  { tried, deviant }: Awaited<ReturnType<typeof tryOrders>>,
): OrdersVerdict {
  const names = story.chapters.map(({ name }) => name)
  const told = story.chapters.flatMap(({ runs }, index) => (runs.length === 0 ? [] : [index]))
  const nameOf = (index: number): string => names[index] ?? ''
  return {
    inOrder: told.map(nameOf),
    tried,
    deviant: deviant.length,
    groups: groupDeviant(deviant, permutations(told)).map(({ outcomes, swapped, ...flaw }) => ({
      count: outcomes.length,
      swapped: swapped && { earlier: nameOf(swapped[0]), later: nameOf(swapped[1]) },
      ...flaw,
      orders: outcomes.map(({ order }) => order.map(nameOf)),
    })),
  }
}

function checkCount({ chapters }: Story): void {
  const told = chapters.filter(({ runs }) => runs.length > 0)
  if (told.length <= 1) {
    throw new BadgeEventsError(
      'USAGE_INVALID',
      '--all-orders needs at least two events that the site handles',
      { hint: 'For example badge-events simulate created assigned unassigned --all-orders' },
    )
  }
  if (told.length <= maxOrdered) return
  throw new BadgeEventsError(
    'USAGE_INVALID',
    `${told.length} events have too many orders to try them all; ${maxOrdered} can be tried`,
    { hint: 'Name fewer, or try some orders with --shuffle.' },
  )
}
