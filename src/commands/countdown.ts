import type { Io } from '../output/io.js'

/** A line on the terminal that tells how long something still takes. */
export interface Countdown {
  /** @param ms - until the end, in our own time */
  start(ms: number): void
  /** Leaves no trace of it. */
  stop(): void
}

const everyMs = 100

/**
 * Nothing is shown where stderr is no terminal, nor of a wait that is over before it can be read.
 *
 * @param text - the line, for the ms that are left
 */
export function createCountdown(
  { err, errIsTTY }: Io,
  text: (leftMs: number) => string,
  clock: () => number = () => performance.now(),
): Countdown {
  let timer: NodeJS.Timeout | undefined
  const show = (leftMs: number): void => err(`\r\u001b[K${text(Math.max(0, leftMs))}`)
  return {
    start(ms) {
      if (!errIsTTY || ms < 2 * everyMs) return
      const endsAt = clock() + ms
      show(ms)
      timer = setInterval(() => show(endsAt - clock()), everyMs)
    },
    stop() {
      if (timer === undefined) return
      clearInterval(timer)
      timer = undefined
      err('\r\u001b[K')
    },
  }
}
