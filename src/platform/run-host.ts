import type { EventKey } from '../catalog/keys.js'
import type { EventObject } from '../event/types.js'
import type { CannedAnswer } from './canned-answer.js'
import type { CallOptions, DoubleHost } from './double.js'
import { createElevation } from './elevation.js'
import { createWorld } from './memory-world.js'
import { createCannedAnswers } from './modules/fetch/canned.js'
import { toPortable } from './portable.js'
import { callPosition } from './position.js'
import type { SiteSettings, WorkerMessage } from './protocol.js'
import { describeThrown, rememberOrigin } from './thrown.js'

// User code may replace these (fake timers, polyfills), the doubles must not follow.
const { setImmediate } = globalThis
const { performance } = globalThis

/** What is known of the run in progress. */
export interface CurrentRun {
  id: number
  startedAt: number
  hasReturned: boolean
  effects: number
  pending: Set<number>
  warned: Set<string>
}

export interface RunHost extends DoubleHost {
  readonly run: CurrentRun
  /** How long calls that outlive the handler are waited for, in ms. */
  readonly settleMs: number
  /** Starts the record of a run; what user code does from now on belongs to it. */
  begin(id: number, key: EventKey | null, event: unknown): CurrentRun
  /** Takes further answers for fetches; they go before the others. */
  addAnswers(answers: readonly CannedAnswer[]): void
  /** Takes what the site's `backend/data.js` exports. */
  setDataHooks(exports: unknown): void
}

/** Creates the host of all doubles: it turns their calls into messages about the current run. */
export function createRunHost(
  settings: SiteSettings,
  post: (message: WorkerMessage) => void,
  addSecret: (value: string) => void,
): RunHost {
  let run = createRun(-1)
  const world = createWorld(settings, {
    changed: (collection, kind, before, after) =>
      post({
        type: 'change',
        run: run.id,
        collection,
        kind,
        id: (after ?? before)?._id ?? '',
        before: toPortable(before),
        after: toPortable(after),
      }),
    fires: (event, object) =>
      post({ type: 'fires', run: run.id, event, object: toPortable(object), at: callPosition() }),
    secretRead: addSecret,
    seedInvalid: (message, hint) => post({ type: 'fatal', message, hint }),
  })

  const elevation = createElevation()
  let dataHooks: Record<string, unknown> = {}
  let answers = settings.cannedAnswers ?? []
  let answerTo = createCannedAnswers(answers)
  const warn: DoubleHost['warn'] = (code, message) => {
    if (run.warned.has(code)) return
    run.warned.add(code)
    post({ type: 'warning', run: run.id, code, message, at: callPosition() })
  }

  return {
    world,
    ...elevation,
    dataHooks: () => dataHooks,
    setDataHooks(exports) {
      if (typeof exports === 'object' && exports !== null) dataHooks = { ...exports }
    },
    liveFetch: settings.liveFetch,
    answerTo: (url, method) => answerTo(url, method),
    addAnswers(added) {
      answers = [...added, ...answers]
      answerTo = createCannedAnswers(answers)
    },
    settleMs: settings.settleMs,
    get run() {
      return run
    },
    begin(id, key, event) {
      if (key !== null) world.arrive(key, event as EventObject)
      run = createRun(id)
      return run
    },
    call(module, method, args, answer, options = {}) {
      const { needsElevation, elevated = elevation.isElevated() } = options
      if (needsElevation && !elevated) {
        warn(`needs-elevation:${module}.${method}`, elevationText(module, method))
      }
      return recordCall(run, post, { module, method, args }, answer, options)
    },
    warn,
  }
}

function elevationText(module: string, method: string): string {
  return `${module} ${method} needs elevated rights in an event handler, which has no visitor: elevate(${method})(…) with elevate from 'wix-auth', or auth.elevate(${method})(…) with auth from '@wix/essentials'`
}

function createRun(id: number): CurrentRun {
  return {
    id,
    startedAt: performance.now(),
    hasReturned: false,
    effects: 0,
    pending: new Set(),
    warned: new Set(),
  }
}

function recordCall<T>(
  run: CurrentRun,
  post: (message: WorkerMessage) => void,
  { module, method, args }: { module: string; method: string; args: readonly unknown[] },
  answer: () => T | Promise<T>,
  { describe = (value: T): unknown => value }: CallOptions<T> = {},
): Promise<T> {
  const index = run.effects++
  const calledAt = performance.now()
  const at = callPosition()
  run.pending.add(index)
  post({
    type: 'effect',
    run: run.id,
    index,
    module,
    method,
    args: args.map(toPortable),
    startedMs: calledAt - run.startedAt,
    afterReturn: run.hasReturned,
    at,
  })

  const settle = (outcome: 'resolved' | 'rejected', result: unknown): void => {
    run.pending.delete(index)
    const durationMs = performance.now() - calledAt
    post({ type: 'settled', run: run.id, index, outcome, result: toPortable(result), durationMs })
  }
  return new Promise<T>((resolve, reject) => {
    const onAnswer = (value: T): void => {
      setImmediate(() => {
        settle('resolved', describe(value))
        resolve(value)
      })
    }
    const onFailure = (error: unknown): void => {
      rememberOrigin(error, at)
      setImmediate(() => {
        settle('rejected', rejectedResult(error))
        reject(error)
      })
    }
    // An executor that throws rejects at once, which no call over a network can do.
    try {
      Promise.resolve(answer()).then(onAnswer, onFailure)
    } catch (error) {
      onFailure(error)
    }
  })
}

function rejectedResult(error: unknown): unknown {
  const { name, message, code } = describeThrown(error)
  return code === undefined ? { name, message } : { name, message, code }
}
