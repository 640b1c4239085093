import { BadgeEventsError } from '../errors.js'

const stops = new WeakMap<AbortSignal, Promise<undefined>>()

/** Resolves when the user presses Ctrl-C; at once when that has happened. */
export function interrupted(signal: AbortSignal): Promise<undefined> {
  // One listener, however many runs ask.
  const known = stops.get(signal)
  if (known) return known
  const stop = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  stops.set(signal, stop)
  return stop
}

/**
 * The outcome of some work, unless Ctrl-C comes first; then the work may not even begin.
 *
 * @throws BadgeEventsError `INTERRUPTED`
 */
export async function unlessInterrupted<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const stopped = interrupted(signal).then(() => {
    throw new BadgeEventsError('INTERRUPTED', 'Stopped before the end')
  })
  if (signal.aborted) return stopped
  return Promise.race([stopped, work()])
}
