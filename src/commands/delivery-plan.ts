import { createRandom } from '../platform/seeded.js'
import type { SimulateOptions } from './simulation.js'

/** The flags that say how often and in which order events are delivered. */
export type DeliveryFlags = Pick<
  SimulateOptions,
  'events' | 'duplicate' | 'concurrent' | 'shuffle' | 'seed'
>

/** Whether more than one delivery of one event is asked for. */
export function isSeveral({ events = [], duplicate, concurrent, shuffle }: DeliveryFlags): boolean {
  return (
    events.length > 1 || duplicate !== undefined || concurrent !== undefined || Boolean(shuffle)
  )
}

/** The seed of `--shuffle`, chosen here when none is given; null where nothing is mixed. */
export function shuffleSeedOf({ shuffle, seed }: DeliveryFlags): number | null {
  if (shuffle === undefined || shuffle === false) return null
  if (typeof shuffle === 'number') return shuffle
  return seed ?? Math.floor(Math.random() * 1_000_000)
}

/** What stands above a delivery: its number, its event, and that it is the same again. */
export function deliveryTitle(
  { name, repeat, times }: PlannedDelivery,
  index: number,
  count: number,
): string {
  const again =
    repeat === 0
      ? ''
      : repeat === 1
        ? ', the same event again'
        : `, the same event for the ${ordinal(repeat + 1)} time`
  const together = times === 1 ? '' : `, ${times} times at once`
  return count === 1 ? `${name}${together}` : `${index + 1} of ${count}  ${name}${again}${together}`
}

function ordinal(number: number): string {
  const last = number % 100 > 10 && number % 100 < 14 ? 0 : number % 10
  return `${number}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`
}

/** What is delivered at one time. */
export interface PlannedDelivery {
  /** Index of the chapter of the story. */
  chapter: number
  name: string
  /** How often this event was delivered before. */
  repeat: number
  /** How many deliveries of it there are at this time. */
  times: number
}

/** The order of deliveries: each event as often as the flags say, mixed when they say so. */
export function planDeliveries(
  { chapters }: { chapters: readonly { name: string; isTold: boolean }[] },
  { duplicate = 0, concurrent = 1 }: DeliveryFlags,
  shuffleSeed: number | null,
): PlannedDelivery[] {
  const inOrder = chapters.flatMap(({ name, isTold }, chapter) =>
    isTold
      ? Array.from({ length: duplicate + 1 }, () => ({ chapter, name, times: concurrent }))
      : [],
  )
  const order = shuffleSeed === null ? inOrder : shuffled(inOrder, createRandom(shuffleSeed))
  const counts = new Map<number, number>()
  return order.map((one) => {
    const repeat = counts.get(one.chapter) ?? 0
    counts.set(one.chapter, repeat + 1)
    return { ...one, repeat }
  })
}

/** Another order than the given one, where there is one. */
function shuffled<T extends { chapter: number }>(items: readonly T[], random: () => number): T[] {
  const isOther = (order: readonly T[]): boolean =>
    order.some(({ chapter }, index) => chapter !== items[index]?.chapter)
  const canDiffer = new Set(items.map(({ chapter }) => chapter)).size > 1
  for (;;) {
    const order = mixed(items, random)
    if (!canDiffer || isOther(order)) return order
  }
}

// Fisher and Yates.
function mixed<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items]
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const [a, b] = [order[last] as T, order[other] as T]
    order[last] = b
    order[other] = a
  }
  return order
}
