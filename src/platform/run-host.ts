import type { EventObject } from '../event/types.js'
import type { CannedAnswer } from './canned-answer.js'
import type { CallOptions, DoubleHost } from './double.js'
import { createElevation } from './elevation.js'
import { createFailingAnswers, createFaults, type PlannedFault } from './faults.js'
import { createWorld, type WorldListener } from './memory-world.js'
import { createCannedAnswers } from './modules/fetch/canned.js'
import { toPortable } from './portable.js'
import { callPosition } from './position.js'
import type { SiteEvent, SiteSettings, WorkerMessage } from './protocol.js'
import { type CurrentRun, createRuns } from './runs.js'
import { describeThrown, rememberOrigin } from './thrown.js'

// User code may replace these (fake timers, polyfills), the doubles must not follow.
const { performance, setImmediate, setTimeout } = globalThis

export interface RunHost extends DoubleHost {
  /** The run that the running code belongs to. */
  readonly run: CurrentRun
  /** How long calls that outlive the handler are waited for, in ms. */
  readonly settleMs: number
  readonly seed: number | null
  /** Starts the record of a run; what user code does from now on belongs to it. */
  begin(id: number): CurrentRun
  /** Starts a run, and calls code that belongs to it, along with others that run at the same time. */
  beside<T>(id: number, work: (run: CurrentRun) => Promise<T>): Promise<T>
  /** Brings the world to what it is on Wix after these events. */
  happened(events: readonly SiteEvent[]): void
  /** Begins anew with another world. */
  renew(): void
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
  const runs = createRuns()
  const listener: WorldListener = {
    changed: (collection, kind, before, after) =>
      post({
        type: 'change',
        run: runs.current().id,
        collection,
        kind,
        id: (after ?? before)?._id ?? '',
        before: toPortable(before),
        after: toPortable(after),
      }),
    fires: (event, object) =>
      post({
        type: 'fires',
        run: runs.current().id,
        event,
        object: toPortable(object),
        at: callPosition(),
      }),
    secretRead: addSecret,
    seedInvalid: (message, hint) => post({ type: 'fatal', message, hint }),
  }
  let world = createWorld(settings, listener)

  const elevation = createElevation()
  let dataHooks: Record<string, unknown> = {}
  let answers = settings.cannedAnswers ?? []
  let answerTo = createCannedAnswers(answers)
  const faults = settings.faults ?? []
  const takeFault = faults.length > 0 ? createFaults(faults) : undefined
  const failingAnswer = createFailingAnswers(faults)
  const warn: DoubleHost['warn'] = (code, message) => {
    const run = runs.current()
    if (run.warned.has(code)) return
    run.warned.add(code)
    post({ type: 'warning', run: run.id, code, message, at: callPosition() })
  }

  return {
    ...elevation,
    get world() {
      return world
    },
    dataHooks: () => dataHooks,
    setDataHooks(exports) {
      if (typeof exports === 'object' && exports !== null) dataHooks = { ...exports }
    },
    liveFetch: settings.liveFetch,
    answerTo: (url, method) => failingAnswer() ?? answerTo(url, method),
    addAnswers(added) {
      answers = [...added, ...answers]
      answerTo = createCannedAnswers(answers)
    },
    settleMs: settings.settleMs,
    seed: settings.seed,
    get run() {
      return runs.current()
    },
    begin: runs.begin,
    beside: runs.beside,
    happened(events) {
      for (const { key, event } of events) world.arrive(key, event as EventObject)
    },
    renew() {
      world = createWorld(settings, listener)
      answers = settings.cannedAnswers ?? []
      answerTo = createCannedAnswers(answers)
    },
    call(module, method, args, answer, options = {}) {
      const { needsElevation, elevated = elevation.isElevated() } = options
      if (needsElevation && !elevated) {
        warn(`needs-elevation:${module}.${method}`, elevationText(module, method))
      }
      const given = withFault(answer, takeFault?.(module, method))
      return recordCall(runs.current(), post, { module, method, args }, given, options)
    },
    warn,
  }
}

function elevationText(module: string, method: string): string {
  const withSdk = `auth.elevate(${method})(…) with auth from '@wix/essentials'`
  const how = module.startsWith('@wix/')
    ? withSdk
    : `elevate(${method})(…) with elevate from 'wix-auth', or ${withSdk}`
  return `${module} ${method} needs elevated rights in an event handler, which has no visitor: ${how}`
}

/** The call with what is to go wrong in it. */
function withFault<T>(
  answer: () => T | Promise<T>,
  fault: PlannedFault | undefined,
): () => T | Promise<T> {
  if (!fault) return answer
  return async () => {
    if (fault.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
    if ('error' in fault) throw fault.error
    return answer()
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
