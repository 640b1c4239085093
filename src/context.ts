import type { Io } from './output/io.js'
import type { HandlerThread } from './runner/thread.js'

/** Everything a command touches of the outside world, handed in so that tests can hand in their own. */
export interface Context {
  io: Io
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  now(): Date
  /** A new random GUID. */
  newId(): string
  /** A thread for handlers: one that was started ahead, if there is one left, else a new one. */
  startThread(): HandlerThread
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal
}
