import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import { interrupted } from './interrupt.js'

/** Whether somebody is there to answer. */
export function canAsk({ io }: Context): boolean {
  return io.stdinIsTTY && io.errIsTTY
}

/**
 * Asks a question that one key answers: `y` is yes, anything else no.
 *
 * @throws BadgeEventsError `INTERRUPTED`
 */
export async function confirm(question: string, { io, signal }: Context): Promise<boolean> {
  io.err(`\n${question} [y/N] `)
  let stop = (): void => {}
  const key = new Promise<string>((resolve) => {
    stop = io.onKey(resolve)
  })
  const answer = await Promise.race([key, interrupted(signal)])
  stop()
  if (answer === undefined) {
    io.err('\n')
    throw new BadgeEventsError('INTERRUPTED', 'Stopped before the end')
  }
  const isYes = answer.toLowerCase() === 'y'
  io.err(`${isYes ? 'yes' : 'no'}\n`)
  return isYes
}
