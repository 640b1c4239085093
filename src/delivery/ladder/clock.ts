/** Where the time between two deliveries passes. */
export interface LadderClock {
  /** Waits so many ms of Wix's time. Ends early when the signal aborts; never rejects. */
  sleep(virtualMs: number, signal: AbortSignal): Promise<void>
}

/** A longer timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/**
 * A clock whose time passes faster than ours.
 *
 * @param speed - ms of its time in one ms of ours: with 3600 an hour passes in a second
 */
export function createFastClock(speed: number): LadderClock {
  return {
    async sleep(virtualMs, signal) {
      let leftMs = virtualMs / speed
      while (leftMs > 0 && !signal.aborted) {
        const ms = Math.min(leftMs, longestTimerMs)
        await sleep(ms, signal)
        leftMs -= ms
      }
    },
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
