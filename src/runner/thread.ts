import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { packageRoot } from '../package-root.js'
import type { MainMessage, WorkerMessage } from '../platform/protocol.js'

/** How a thread ended without being asked to. */
export interface ThreadEnd {
  exitCode: number
  /** What V8 or Node reported: out of memory, a failed start. */
  error: (Error & { code?: string }) | null
}

/** A thread that runs user code, seen from the main thread. */
export interface HandlerThread {
  /** Node's id of the worker; 0 for a child process. */
  readonly id: number
  post(message: MainMessage): void
  /** Sets the one listener of messages; those that came before are given to it now. */
  listen(onMessage: (message: WorkerMessage) => void, onEnd: (end: ThreadEnd) => void): void
  terminate(): Promise<void>
}

/** Memory of the smaller Velo container: https://dev.wix.com/docs/develop-websites, "compute feature limitations". */
const heapLimitMb = 400

/**
 * Starts a worker that waits for a bundle to load. It takes about as long to start as the main
 * thread needs to find out what to run, so commands start it first.
 */
export function startWorker(): HandlerThread {
  const worker = new Worker(join(packageRoot, 'dist/worker.js'), {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
  })
  const inbox = createInbox()
  let failure: ThreadEnd['error'] = null
  worker.on('message', inbox.message)
  worker.on('error', (error) => {
    failure = error
  })
  worker.on('exit', (exitCode) => inbox.end({ exitCode, error: failure }))
  // What user code writes past the console is shown as its log.
  worker.stdout.on('data', (chunk) => inbox.message(rawOutput('log', chunk)))
  worker.stderr.on('data', (chunk) => inbox.message(rawOutput('error', chunk)))
  return {
    id: worker.threadId,
    post: (message) => worker.postMessage(message),
    listen: inbox.listen,
    async terminate() {
      inbox.close()
      await worker.terminate()
    },
  }
}

export interface Inbox {
  message(message: WorkerMessage): void
  end(end: ThreadEnd): void
  listen: HandlerThread['listen']
  /** From now on nothing is passed on. */
  close(): void
}

/** Keeps what a thread says until somebody listens. */
export function createInbox(): Inbox {
  const early: WorkerMessage[] = []
  let ended: ThreadEnd | undefined
  let closed = false
  let onMessage: ((message: WorkerMessage) => void) | undefined
  let onEnd: ((end: ThreadEnd) => void) | undefined
  return {
    message(message) {
      if (closed) return
      if (onMessage) onMessage(message)
      else early.push(message)
    },
    end(end) {
      if (closed) return
      ended = end
      onEnd?.(end)
    },
    listen(messageListener, endListener) {
      onMessage = messageListener
      onEnd = endListener
      for (const message of early.splice(0)) messageListener(message)
      if (ended) endListener(ended)
    },
    close() {
      closed = true
    },
  }
}

/** The run is that of the moment: -1 says so. */
export function rawOutput(level: 'log' | 'error', chunk: unknown): WorkerMessage {
  const text = String(chunk).replace(/\n$/, '')
  return { type: 'log', run: -1, level, text, at: null, ms: 0 }
}
