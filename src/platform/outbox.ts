import type { WorkerMessage } from './protocol.js'

export interface Outbox {
  post(message: WorkerMessage): void
  /** Sends what is held back. */
  flush(): void
}

/** After these the main thread has something to do, or there may be no later moment to send. */
const urgent: ReadonlySet<WorkerMessage['type']> = new Set([
  'ready',
  'loaded',
  'load-failed',
  'stuck',
  'uncaught',
  'exit',
  'done',
  'snapshot',
  'fatal',
])

/**
 * Sends messages one by one, or holds the small ones back and sends a run's messages together: each
 * crossing between threads costs more than what it carries.
 */
export function createOutbox(
  send: (message: WorkerMessage) => void,
  isLive: () => boolean,
): Outbox {
  let held: WorkerMessage[] = []
  const flush = (): void => {
    if (held.length === 0) return
    send({ type: 'batch', messages: held })
    held = []
  }
  return {
    post(message) {
      if (isLive()) return send(message)
      held.push(message)
      if (urgent.has(message.type)) flush()
    },
    flush,
  }
}
