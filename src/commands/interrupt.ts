import { BadgeEventsError } from '../errors.js'

/** Resolves when the user presses Ctrl-C; at once when that has happened. */
export function interrupted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}

/**
 * The outcome of some work, unless Ctrl-C comes first.
 *
 * @throws BadgeEventsError `INTERRUPTED`
 */
export async function unlessInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Symbol('stopped')
  const outcome = await Promise.race([work, interrupted(signal).then(() => stopped)])
  if (outcome === stopped) throw new BadgeEventsError('INTERRUPTED', 'Stopped before the end')
  return outcome as T
}
