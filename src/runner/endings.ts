import { BadgeEventsError } from '../errors.js'
import type { ThrownValue, WorkerMessage } from '../platform/protocol.js'
import type { RunEnd } from './recording.js'

// The ways a run can end badly, each as one sentence on what happened and one on what to do.

function ourError(name: string, message: string): ThrownValue {
  return { name, message, isError: true }
}

/** The end of the run in progress that a message tells of; undefined when the run goes on. */
export function endOf(message: WorkerMessage): RunEnd | undefined {
  switch (message.type) {
    case 'load-failed':
      return loadFailed(message.error)
    case 'stuck':
      return neverSettles()
    case 'uncaught':
      return uncaught(message.error)
    case 'exit':
      return processExit(message.code, message.at)
    default:
      return undefined
  }
}

/** The end of a run whose thread ended under it. */
export function threadEnded(exitCode: number, error: (Error & { code?: string }) | null): RunEnd {
  return error?.code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory() : died(exitCode, error)
}

export function seedInvalid({
  message,
  hint,
}: {
  message: string
  hint: string
}): BadgeEventsError {
  return new BadgeEventsError('DATA_INVALID', message, { hint })
}

export function threw(thrown: ThrownValue): RunEnd {
  if (thrown.isError) return { status: 'failed', kind: 'threw', thrown }
  return {
    status: 'failed',
    kind: 'threw-non-error',
    thrown,
    hint: 'Throw an Error instead: it carries the line that it came from.',
  }
}

export function unhandledRejection(thrown: ThrownValue): RunEnd {
  return {
    status: 'failed',
    kind: 'unhandled-rejection',
    thrown,
    hint: 'The handler itself went on: this promise was rejected and nothing awaited or caught it.',
  }
}

export function loadFailed(thrown: ThrownValue): RunEnd {
  return {
    status: 'failed',
    kind: 'threw-on-load',
    thrown,
    hint: 'The file failed while it was loaded, before any handler could be called.',
  }
}

export function timeLimit(limitMs: number, pending: string[], at: RunEnd['at'] = null): RunEnd {
  const waiting = pending.length > 0 ? ` It was waiting for ${pending.join(', ')}.` : ''
  return {
    status: 'timed-out',
    kind: 'time-limit',
    thrown: ourError(
      'TimeLimit',
      at
        ? `the handler was still busy here after ${limitMs / 1000} s.`
        : `the handler had not finished after ${limitMs / 1000} s.${waiting}`,
    ),
    at,
    hint: 'Wix does not publish its limit for event handlers; 14 s is the one of web modules. --timeout <seconds> sets another.',
  }
}

function neverSettles(): RunEnd {
  return {
    status: 'timed-out',
    kind: 'never-settles',
    thrown: ourError(
      'NeverSettles',
      'the handler waits for a promise that nothing can settle any more: no call, timer or socket is left.',
    ),
    hint: 'Look for a promise whose resolve is never called. On Wix this runs into the time limit.',
  }
}

function processExit(code: number, at: RunEnd['at']): RunEnd {
  return {
    status: 'crashed',
    kind: 'process-exit',
    thrown: ourError('ProcessExit', `the code called process.exit(${code}).`),
    at: at ?? null,
    hint: 'An event handler ends by returning; process.exit would take down every request of the container.',
  }
}

function outOfMemory(): RunEnd {
  return {
    status: 'crashed',
    kind: 'out-of-memory',
    thrown: ourError(
      'OutOfMemory',
      'the code used more than 400 MB, the memory of the smaller Velo container.',
    ),
    hint: 'Read large collections in pages, and keep no growing data at module level.',
  }
}

function uncaught(thrown: ThrownValue): RunEnd {
  return {
    status: 'crashed',
    kind: 'uncaught-exception',
    thrown,
    hint: "It was thrown outside the handler's promise, in a timer or a callback, where nothing can catch it.",
  }
}

function died(exitCode: number, error: Error | null): RunEnd {
  return {
    status: 'crashed',
    kind: 'worker-died',
    thrown: ourError(
      'WorkerDied',
      error?.message ?? `the thread that ran the code ended with code ${exitCode}.`,
    ),
  }
}
