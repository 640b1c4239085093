import type { LadderClock } from '../../../src/delivery/ladder/clock.js'

export interface JumpingClock extends LadderClock {
  /** What was waited for, in ms of Wix's time. */
  slept: number[]
  now(): number
}

/** A clock whose time passes at once. */
export function createJumpingClock(): JumpingClock {
  const slept: number[] = []
  return {
    slept,
    now: () => slept.reduce((sum, ms) => sum + ms, 0),
    async sleep(virtualMs) {
      slept.push(virtualMs)
    },
  }
}
