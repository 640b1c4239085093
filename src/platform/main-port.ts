import type { MainMessage, WorkerMessage } from './protocol.js'

/** The line to the main thread: a worker's port, or the IPC channel of a child process. */
export interface MainPort {
  post(message: WorkerMessage): void
  listen(listener: (message: MainMessage) => void): void
  /** Whether waiting for messages keeps the thread alive. */
  keepAlive(on: boolean): void
}
