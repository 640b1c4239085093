import type { Context } from '../context.js'
import type { TailView } from './tail-view.js'

export interface KeyActions {
  pause(): void
  resume(): void
  replayLast(): Promise<void>
  quit(): void
}

const help = [
  'r  replay the last delivery',
  'p  pause: deliveries are kept, and brought to their targets later',
  's  counts so far',
  'c  clear the screen',
  'q  quit',
]

/** Listens to the keyboard while `tail` runs in a terminal. Returns what ends that. */
export function watchKeys({ io }: Context, view: TailView, actions: KeyActions): () => void {
  let isPaused = false
  let replaying: Promise<void> = Promise.resolve()
  const keys: Record<string, () => void> = {
    r() {
      replaying = replaying
        .then(actions.replayLast)
        .catch((error: Error) => view.note(error.message))
    },
    p() {
      isPaused = !isPaused
      if (isPaused) actions.pause()
      else actions.resume()
      view.note(isPaused ? 'paused; p goes on' : 'going on')
    },
    s: () => view.heartbeat(),
    c: () => view.clear(),
    q: () => actions.quit(),
    '?': () => view.note(help.join('\n')),
  }
  return io.onKey((key) => keys[key]?.())
}
