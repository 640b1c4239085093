import type { CurrentRun } from './runs.js'

const { performance, setImmediate, setTimeout } = globalThis
const pollMs = 5

export interface Leftover {
  /** Timers, sockets or files that the handler left open. */
  timersLeft: boolean
}

/** What keeps the event loop alive, by kind; taken before a handler runs, to compare with later. */
export type Resources = ReadonlyMap<string, number>

export function countResources(): Resources {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

// Kinds apart, because one that ends by itself would hide a new one of another kind.
function hasMore(before: Resources): boolean {
  return [...countResources()].some(([kind, count]) => count > (before.get(kind) ?? 0))
}

/**
 * Waits for what handlers left running after they returned: its platform calls, and timers or
 * sockets that may start more of them.
 *
 * @param limitMs - the longest wait, in ms
 */
export async function settleLeftovers(
  runs: readonly CurrentRun[],
  resourcesBefore: Resources,
  limitMs: number,
): Promise<Leftover> {
  const giveUpAt = performance.now() + limitMs
  // One full turn, so that promise chains nobody awaits get to make their calls.
  await nextTurn()
  while (performance.now() < giveUpAt) {
    if (runs.some(({ pending }) => pending.size > 0)) await nextTurn()
    else if (hasMore(resourcesBefore)) await pause()
    else break
  }
  return { timersLeft: hasMore(resourcesBefore) }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pollMs))
}
