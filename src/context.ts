import type { Io } from './output/io.js'

/** Everything a command touches of the outside world, handed in so that tests can hand in their own. */
export interface Context {
  io: Io
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  now(): Date
  /** A new random GUID. */
  newId(): string
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal
}
