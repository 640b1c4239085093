import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BadgeEventsError, Place } from '../errors.js'
import type { EventObject } from '../event/types.js'
import type {
  MainMessage,
  SiteSettings,
  ThrownValue,
  WorkerMessage,
  WorldState,
} from '../platform/protocol.js'
import type { Bundle } from './bundle.js'
import { endOf, loadFailed, seedInvalid, threadEnded, timeLimit } from './endings.js'
import { locateBlockedWorker } from './locate.js'
import { createRecording, type Recording, type RunEnd, type RunJob } from './recording.js'
import type { LogEntry, RunResult } from './result.js'
import { createSourceMapper } from './source-map.js'
import { createSourceSearch } from './source-search.js'
import type { HandlerThread, ThreadEnd } from './thread.js'

export interface RunnerOptions {
  bundle: Bundle
  /** The file with the handlers, absolute. */
  entry: string
  site: SiteSettings
  /** Limit of one handler call in ms; null for none, as under a debugger. */
  timeoutMs: number | null
  /** Loads the module anew for each event. */
  fresh: boolean
  startThread(): HandlerThread
  /** A thread that was started ahead. */
  firstThread?: HandlerThread
  /** Called with each log entry as it comes. */
  onLog?(entry: LogEntry): void
}

/** Runs events one after another in one loaded module, as a warm container on Wix does. */
export interface Runner {
  /** What is known of a run before it begins. */
  describe(job: RunJob): RunHead
  /** Queues an event. Never rejects for what the handler did; that is in the result. */
  run(job: RunJob): Promise<RunResult>
  /** Queues several that are delivered at the same time: where one waits, another goes on. */
  runTogether(jobs: readonly RunJob[]): Promise<RunResult[]>
  /** What is queued from now on finds a new world; with `module` it also finds the site's code loaded anew. */
  reset(options?: { module?: boolean }): void
  /** All that the world holds after what was queued before. A run that ends its thread takes the world with it. */
  snapshot(): Promise<WorldState>
  /** Ends the thread and all that runs in it. */
  close(): Promise<void>
}

export interface RunHead {
  event: string
  handler: string
  file: string
  place: Place | null
  input: EventObject
}

interface Entry {
  id: number
  job: RunJob
  recording: Recording
  hasReturned: boolean
  /** Null while it runs. */
  result: RunResult | null
}

/** What is asked of the thread, in order. */
type Step = { isPosted: boolean; reject(error: unknown): void } & (
  | { type: 'run'; entries: readonly Entry[]; resolve(results: RunResult[]): void }
  | { type: 'reset'; module: boolean }
  | { type: 'snapshot'; resolve(state: WorldState): void }
)

/** How far the main thread runs ahead of the worker with posting events. */
const postedAhead = 16
/** What a responsive worker needs to answer at most, in ms. */
const answerMs = 200
const locateMs = 1000

/** Creates the runner of a bundle. A run that kills its thread ends alone: the next one gets a new thread. */
export function createRunner(options: RunnerOptions): Runner {
  const { bundle, site, timeoutMs } = options
  const bundleUrl = pathToFileURL(bundle.path).href
  const maps = createSourceMapper(bundle.path, site.root)
  const file = relative(site.root, options.entry).replaceAll('\\', '/')
  const search = createSourceSearch(bundle.inputs, site.root)
  const queue: Step[] = []
  let thread: HandlerThread | undefined
  let loadFailure: ThrownValue | undefined
  let nextId = 0
  let timer: NodeJS.Timeout | undefined
  let answered = () => {}

  const start = (): HandlerThread => {
    const started = options.firstThread ?? options.startThread()
    delete options.firstThread
    started.listen(onMessage, onEnd)
    const sdkUrl = bundle.sdk === null ? undefined : pathToFileURL(bundle.sdk).href
    started.post({ type: 'load', bundleUrl, modules: bundle.modules, sdkUrl, site })
    return started
  }

  const pump = (): void => {
    const [first] = queue
    if (!first) return
    if (loadFailure && first.type === 'run') return end(loadFailed(loadFailure))
    thread ??= start()
    for (const step of queue.slice(0, options.fresh ? 1 : postedAhead)) {
      if (step.isPosted) continue
      step.isPosted = true
      thread.post(messageOf(step))
    }
    // It is answered by nothing: what comes next shows what came of it.
    if (first.type === 'reset') return next()
    if (!timer) limitTime()
  }

  const limitTime = (limitMs = timeoutMs): void => {
    clearTimeout(timer)
    timer = undefined
    if (timeoutMs !== null && limitMs !== null) timer = setTimeout(onTimeLimit, limitMs)
  }

  const onMessage = (message: WorkerMessage): void => {
    if (message.type === 'batch') return message.messages.forEach(onMessage)
    if (message.type === 'pong') return answered()
    if (message.type === 'load-failed') loadFailure = message.error
    const [current] = queue
    if (!current) return
    if (message.type === 'fatal') return fail(seedInvalid(message))
    const badEnd = endOf(message)
    if (badEnd) return abandon(badEnd)
    if (current.type === 'run') return record(message, current.entries)
    if (current.type === 'snapshot' && message.type === 'snapshot') {
      current.resolve(message.state)
      next()
    }
  }

  const record = (message: WorkerMessage, entries: readonly Entry[]): void => {
    const entry = entryOf(message, entries)
    if (!entry) return
    const log = entry.recording.add(message)
    if (log) options.onLog?.(log)
    if (message.type === 'started') limitTime()
    if (message.type === 'returned') {
      entry.hasReturned = true
      if (entries.every(({ hasReturned }) => hasReturned)) limitTime(site.settleMs + answerMs)
    }
    if (message.type !== 'done') return
    entry.result = entry.recording.finish()
    if (entries.every(({ result }) => result)) end()
  }

  const onEnd = ({ exitCode, error }: ThreadEnd): void => {
    thread = undefined
    if (queue.length > 0) end(threadEnded(exitCode, error))
  }

  const onTimeLimit = async (): Promise<void> => {
    const [current] = queue
    if (!current || !thread) return
    const isResponsive = await Promise.race([ask(thread), pause(answerMs)])
    const at = isResponsive ? null : await locateBlockedWorker(thread.id, bundleUrl, locateMs)
    if (queue[0] !== current) return
    const pending =
      current.type === 'run' ? current.entries.flatMap(({ recording }) => recording.pending()) : []
    abandon(timeLimit(timeoutMs ?? 0, pending, at))
  }

  const ask = (asked: HandlerThread): Promise<boolean> =>
    new Promise((resolve) => {
      answered = () => resolve(true)
      asked.post({ type: 'ping' })
    })

  /** Ends the current step, and its thread with it. */
  const abandon = (runEnd: RunEnd): void => {
    dropThread()
    end(runEnd)
  }

  const dropThread = (): void => {
    void thread?.terminate()
    thread = undefined
    for (const step of queue) step.isPosted = false
  }

  const end = (runEnd?: RunEnd): void => {
    const [step] = queue
    if (options.fresh && thread) dropThread()
    if (step?.type === 'run') step.resolve(finish(step.entries, runEnd))
    // The world that it was about is gone.
    if (step?.type === 'snapshot') step.resolve({})
    next()
  }

  const next = (): void => {
    limitTime(null)
    queue.shift()
    pump()
  }

  const fail = (error: BadgeEventsError): void => {
    limitTime(null)
    dropThread()
    for (const step of queue.splice(0)) step.reject(error)
  }

  const add = (step: Step): void => {
    queue.push(step)
    pump()
  }

  const runTogether: Runner['runTogether'] = (jobs) =>
    new Promise((resolve, reject) => {
      const entries = jobs.map((job) => ({
        id: nextId++,
        job,
        recording: createRecording(job, file, bundleUrl, maps, site.seed !== null, search),
        hasReturned: false,
        result: null,
      }))
      add({ type: 'run', entries, isPosted: false, resolve, reject })
    })

  return {
    describe({ event, handler, input }) {
      const place = maps.place(handler.position)
      const own = handler.shape === 'sdk' ? (place?.file ?? file) : file
      return { event, handler: handler.name, file: own, place, input }
    },
    async run(job) {
      const [result] = await runTogether([job])
      return result as RunResult
    },
    runTogether,
    reset({ module = false } = {}) {
      // A thread that has not begun has a new world anyway.
      if (!thread && queue.length === 0) return
      add({ type: 'reset', module, isPosted: false, reject() {} })
    },
    snapshot: () =>
      new Promise((resolve, reject) => add({ type: 'snapshot', isPosted: false, resolve, reject })),
    async close() {
      limitTime(null)
      queue.length = 0
      await thread?.terminate()
      thread = undefined
    },
  }
}

function messageOf(step: Step): MainMessage {
  if (step.type === 'reset') return { type: 'reset', module: step.module }
  if (step.type === 'snapshot') return { type: 'snapshot' }
  return {
    type: 'run',
    deliveries: step.entries.map(({ id, job }) => ({
      run: id,
      shape: job.handler.shape ?? 'velo',
      handler: job.handler.name,
      event: job.payload,
      key: job.key,
      happened: job.happened,
      clockAheadMs: job.clockAheadMs,
    })),
  }
}

/** The run that a message is about. Raw output carries no number: it belongs to whatever runs. */
function entryOf(message: WorkerMessage, entries: readonly Entry[]): Entry | undefined {
  if (!('run' in message)) return entries[0]
  const own = entries.find(({ id }) => id === message.run)
  return own ?? (message.type === 'log' ? entries[0] : undefined)
}

/** Of several at the same time, one that had returned is not touched by how the others ended. */
function finish(entries: readonly Entry[], runEnd: RunEnd | undefined): RunResult[] {
  return entries.map(({ recording, hasReturned, result }) => {
    const wasOver = entries.length > 1 && hasReturned
    return result ?? recording.finish(wasOver ? undefined : runEnd)
  })
}

function pause(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, ms, false).unref())
}
