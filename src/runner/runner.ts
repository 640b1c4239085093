import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BadgeEventsError, Place } from '../errors.js'
import type { EventObject } from '../event/types.js'
import type { SiteSettings, ThrownValue, WorkerMessage } from '../platform/protocol.js'
import type { Bundle } from './bundle.js'
import { endOf, loadFailed, seedInvalid, threadEnded, timeLimit } from './endings.js'
import { locateBlockedWorker } from './locate.js'
import { createRecording, type Recording, type RunEnd, type RunJob } from './recording.js'
import type { LogEntry, RunResult } from './result.js'
import { createSourceMapper } from './source-map.js'
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
  posted: boolean
  resolve(result: RunResult): void
  reject(error: unknown): void
}

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
  const queue: Entry[] = []
  let thread: HandlerThread | undefined
  let loadFailure: ThrownValue | undefined
  let nextId = 0
  let timer: NodeJS.Timeout | undefined
  let answered = () => {}

  const start = (): HandlerThread => {
    const started = options.firstThread ?? options.startThread()
    delete options.firstThread
    started.listen(onMessage, onEnd)
    started.post({ type: 'load', bundleUrl, modules: bundle.modules, site })
    return started
  }

  const pump = (): void => {
    if (queue.length === 0) return
    if (loadFailure) return end(loadFailed(loadFailure))
    thread ??= start()
    for (const entry of queue.slice(0, options.fresh ? 1 : postedAhead)) {
      if (entry.posted) continue
      entry.posted = true
      thread.post({
        type: 'run',
        run: entry.id,
        handler: entry.job.handler.name,
        event: entry.job.payload,
        key: entry.job.key,
      })
    }
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
    record(message, current)
  }

  const record = (message: WorkerMessage, { id, recording }: Entry): void => {
    // Raw output carries no number: it belongs to whatever runs.
    const isOfAnother = 'run' in message && message.run !== id && message.type !== 'log'
    if (isOfAnother) return
    const log = recording.add(message)
    if (log) options.onLog?.(log)
    if (message.type === 'started') limitTime()
    if (message.type === 'returned') limitTime(site.settleMs + answerMs)
    if (message.type === 'done') end()
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
    if (queue[0] === current) abandon(timeLimit(timeoutMs ?? 0, current.recording.pending(), at))
  }

  const ask = (asked: HandlerThread): Promise<boolean> =>
    new Promise((resolve) => {
      answered = () => resolve(true)
      asked.post({ type: 'ping' })
    })

  /** Ends the current run, and its thread with it. */
  const abandon = (runEnd: RunEnd): void => {
    dropThread()
    end(runEnd)
  }

  const dropThread = (): void => {
    void thread?.terminate()
    thread = undefined
    for (const entry of queue) entry.posted = false
  }

  const end = (runEnd?: RunEnd): void => {
    limitTime(null)
    const entry = queue.shift()
    if (options.fresh && thread) dropThread()
    entry?.resolve(entry.recording.finish(runEnd))
    pump()
  }

  const fail = (error: BadgeEventsError): void => {
    limitTime(null)
    dropThread()
    for (const entry of queue.splice(0)) entry.reject(error)
  }

  return {
    describe: ({ event, handler, input }) => ({
      event,
      handler: handler.name,
      file,
      place: maps.place(handler.position),
      input,
    }),
    run: (job) =>
      new Promise((resolve, reject) => {
        const recording = createRecording(job, file, bundleUrl, maps, site.seed !== null)
        queue.push({ id: nextId++, job, recording, posted: false, resolve, reject })
        pump()
      }),
    async close() {
      limitTime(null)
      queue.length = 0
      await thread?.terminate()
      thread = undefined
    },
  }
}

function pause(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, ms, false).unref())
}
