import { createRandom } from '../platform/seeded.js'
import type { Story } from '../simulation/story.js'
import type { SimulateOptions } from './simulation.js'

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
  { chapters }: Story,
  { duplicate = 0, concurrent = 1 }: SimulateOptions,
  shuffleSeed: number | null,
): PlannedDelivery[] {
  const inOrder = chapters.flatMap(({ name, runs }, chapter) =>
    runs.length === 0
      ? []
      : Array.from({ length: duplicate + 1 }, () => ({ chapter, name, times: concurrent })),
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
