import type { DeliveryLog, Owner } from '../log/log.js'
import type { Delivery, DeliveryOutcome, DispatchState, Target } from '../types.js'
import { createLine, type Line } from './line.js'

export interface DispatcherOptions {
  log: DeliveryLog
  targets: readonly Target[]
  /** This process, as the log knows it. */
  owner: Owner
  now: () => Date
  /** Gives a number from 0 to below 1. */
  random: () => number
  events: DispatchEvents
}

/** What becomes of deliveries, as it happens. */
export interface DispatchEvents {
  /** A target answered, or what it did counts as an answer. `nextMs`: when it is tried again, in ms. */
  onOutcome(
    delivery: Delivery,
    target: Target,
    outcome: DeliveryOutcome,
    state: DispatchState,
    nextMs: number | null,
  ): void
  /** Nobody answers any more; said once. */
  onDown(target: Target, reason: string, waiting: number): void
  /** Said once too. */
  onBack(target: Target, waiting: number): void
  /** Another process delivers to this target already. */
  onTaken(target: Target): void
  /** What was delivered could not be written down; it would be delivered again. */
  onLogBroken(error: unknown): void
}

/** Brings deliveries from the log to their targets. */
export interface Dispatcher {
  /** Begins with what was received earlier and has not been delivered. */
  start(): void
  /** Something new may be waiting. */
  wake(): void
  pause(): void
  resume(): void
  /** Lets what is under way end, for at most `graceMs`; the rest waits in the log. */
  stop(graceMs: number): Promise<void>
}

/** Another process may have written, or have given up a target: looked at this often, in ms. */
const lookMs = 1000

/** One line for each target: in the order of arrival, one at a time, none waits for another's. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const lines: Line[] = options.targets.map((target) => createLine(target, options))
  let timer: NodeJS.Timeout | undefined
  const wake = (): void => {
    for (const line of lines) line.wake()
  }
  return {
    start() {
      for (const line of lines) line.start()
      timer = setInterval(wake, lookMs)
      timer.unref()
    },
    wake,
    pause() {
      for (const line of lines) line.pause()
    },
    resume() {
      for (const line of lines) line.resume()
    },
    async stop(graceMs) {
      clearInterval(timer)
      await Promise.all(lines.map((line) => line.stop(graceMs)))
      options.log.release(options.owner)
    },
  }
}
