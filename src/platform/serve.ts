import { captureConsole, type LogListener } from './console.js'
import { installGlobalFetch } from './modules/global-fetch.js'
import { loadDoubles } from './modules/index.js'
import { createOutbox } from './outbox.js'
import { toPortable } from './portable.js'
import { callPosition, setBundleUrl } from './position.js'
import {
  againSuffix,
  type MainMessage,
  type RunDelivery,
  type ShapeName,
  type WorkerMessage,
} from './protocol.js'
import { captureRawOutput } from './raw-output.js'
import { createRedactor } from './redact.js'
import { createRegistry, registryKey } from './registry.js'
import { createRunHost, type RunHost } from './run-host.js'
import type { CurrentRun } from './runs.js'
import type { SdkClients } from './sdk/clients.js'
import type { SdkScriptExports } from './sdk/types.js'
import { installSeed } from './seeded.js'
import { countResources, settleLeftovers } from './settle.js'
import type { HandlerShape } from './shapes/shape.js'
import { createVeloShape } from './shapes/velo.js'
import { takeSnapshot } from './snapshot.js'
import { describeThrown } from './thrown.js'

const { performance } = globalThis

/** The line to the main thread: a worker's port, or the IPC channel of a child process. */
export interface MainPort {
  post(message: WorkerMessage): void
  listen(listener: (message: MainMessage) => void): void
  /** Whether waiting for messages keeps the thread alive. */
  keepAlive(on: boolean): void
}

/** What the loaded code offers, in each of the shapes; none when it could not be loaded. */
type Handlers = Partial<Record<ShapeName, HandlerShape>>
type LoadMessage = Extract<MainMessage, { type: 'load' }>

/** The site's code in this thread, and what stands around it. */
interface LoadedSite {
  host: RunHost
  /** Loads the code; each time but the first as a new module. */
  load(): Promise<Handlers>
}

/** Runs handlers as the main thread asks: load one bundle, then events one after another. */
export function serve(port: MainPort): void {
  const redactor = createRedactor()
  let isLive = true
  const outbox = createOutbox(
    (message) => port.post(redactor.apply(message)),
    () => isLive,
  )
  const { post } = outbox
  let site: Promise<LoadedSite> | undefined
  let handlers: Promise<Handlers> | undefined
  let queue = Promise.resolve()

  const inTurn = (work: (site: LoadedSite, handlers: Handlers) => Promise<void> | void): void => {
    queue = queue.then(async () => {
      if (site && handlers) await work(await site, await handlers)
    })
  }

  port.listen((message) => {
    switch (message.type) {
      case 'ping':
        outbox.flush()
        return port.post({ type: 'pong' })
      case 'preload':
        // What goes wrong here does so again when it is asked for, and is told then.
        loadDoubles(message.modules).catch(() => {})
        if (message.sdkUrl !== undefined) importSdk(message.sdkUrl).catch(() => {})
        return
      case 'load': {
        isLive = message.site.live
        if (message.site.seed !== null) installSeed(message.site.seed)
        const prepared = prepare(message, port, post, redactor.add)
        site = prepared
        handlers = prepared.then(({ load }) => load())
        return
      }
      case 'run':
        return inTurn(({ host }, loaded) =>
          runHandlers(host, loaded, message.deliveries, port, post),
        )
      case 'reset':
        return inTurn(async ({ host, load }) => {
          const { seed } = host
          if (seed !== null) installSeed(seed)
          host.renew()
          if (!message.module) return
          handlers = load()
          await handlers
        })
      case 'snapshot':
        return inTurn(({ host }) => post({ type: 'snapshot', state: takeSnapshot(host.world) }))
    }
  })
  post({ type: 'ready' })
}

async function prepare(
  { bundleUrl, modules, sdkUrl, site }: LoadMessage,
  port: MainPort,
  postPlain: (message: WorkerMessage) => void,
  addSecret: (value: string) => void,
): Promise<LoadedSite> {
  let clients: SdkClients | undefined
  const post: typeof postPlain = (message) => postPlain(ofHandler(message, clients))
  const host = createRunHost(site, post, addSecret)
  if (site.seed !== null) (await import('./seeded-crypto.js')).installSeededCrypto(site.seed)
  const [doubles, sdk] = await Promise.all([
    loadDoubles(modules),
    sdkUrl === undefined ? undefined : loadSdk(sdkUrl, host, post),
  ])
  const registry = createRegistry(doubles, host, host.addAnswers)
  Reflect.set(globalThis, registryKey, registry)
  if (sdk) registry.addSdk(sdk.script, sdk.clients)
  clients = sdk?.clients
  const log: LogListener = (level, text, at) => {
    const ms = performance.now() - host.run.startedAt
    post({ type: 'log', run: host.run.id, level, text, at, ms })
  }
  captureConsole(log)
  captureRawOutput(log)
  installGlobalFetch(host, !sdk)
  reportCrashes(host, post)
  let loads = 0
  return {
    host,
    load() {
      // Node gives a module once for each address.
      const url = loads === 0 ? bundleUrl : `${bundleUrl}${againSuffix}${loads}`
      loads += 1
      sdk?.start()
      return load(url, host, port, post, sdk?.shape)
    },
  }
}

/** The real SDK in this thread. */
interface LoadedSdk {
  script: SdkScriptExports
  clients: SdkClients
  shape: HandlerShape
  /** Begins the registration of handlers anew. */
  start(): void
}

async function loadSdk(
  url: string,
  host: RunHost,
  post: (message: WorkerMessage) => void,
): Promise<LoadedSdk> {
  const [{ createSdkClients }, { createSdkShape }, script] = await importSdk(url)
  const clients = createSdkClients(host)
  const start = (): void => clients.start(script.createClient)
  return { script, clients, shape: createSdkShape(clients, post), start }
}

function importSdk(url: string) {
  return Promise.all([
    import('./sdk/clients.js'),
    import('./shapes/sdk.js'),
    import(url) as Promise<SdkScriptExports>,
  ])
}

/** The message, with the one of several handlers that it is about. */
function ofHandler(message: WorkerMessage, clients: SdkClients | undefined): WorkerMessage {
  if (message.type !== 'effect' && message.type !== 'log') return message
  const handler = clients?.currentHandler()
  return handler === undefined ? message : { ...message, handler }
}

async function load(
  url: string,
  host: RunHost,
  port: MainPort,
  post: (message: WorkerMessage) => void,
  sdk: HandlerShape | undefined,
): Promise<Handlers> {
  setBundleUrl(url)
  const startedAt = performance.now()
  port.keepAlive(false)
  try {
    const exports: Record<string, unknown> = await import(url)
    host.setDataHooks(exports.$dataHooks)
    post({ type: 'loaded', loadMs: performance.now() - startedAt, exports: Object.keys(exports) })
    return { velo: createVeloShape(exports), ...(sdk && { sdk }) }
  } catch (error) {
    post({ type: 'load-failed', error: describeThrown(error) })
    return {}
  } finally {
    port.keepAlive(true)
  }
}

/** Reports what ends a thread or would go unseen. */
function reportCrashes(host: RunHost, post: (message: WorkerMessage) => void): void {
  process.on('unhandledRejection', (reason) =>
    post({ type: 'rejection', run: host.run.id, error: describeThrown(reason) }),
  )
  process.on('uncaughtException', (error) =>
    post({ type: 'uncaught', run: host.run.id, error: describeThrown(error) }),
  )
  // The loop is empty while a handler is still awaited: nothing is left that could settle it.
  process.on('beforeExit', () => post({ type: 'stuck', run: host.run.id }))
  const { exit } = process
  process.exit = (code) => {
    post({ type: 'exit', run: host.run.id, code: Number(code ?? 0), at: callPosition() })
    return exit.call(process, code)
  }
}

async function runHandlers(
  host: RunHost,
  handlers: Handlers,
  deliveries: readonly RunDelivery[],
  port: MainPort,
  post: (message: WorkerMessage) => void,
): Promise<void> {
  for (const { key, event, happened } of deliveries) {
    host.happened(happened ?? (key === null ? [] : [{ key, event }]))
  }
  const clockAheadMs = deliveries[0]?.clockAheadMs
  if (clockAheadMs !== undefined) (await import('./shifted-clock.js')).shiftClock(clockAheadMs)
  const deliver = async (run: CurrentRun, delivery: RunDelivery): Promise<CurrentRun> => {
    post({ type: 'started', run: run.id })
    const outcome = await callHandler(run, handlers[delivery.shape], delivery)
    run.hasReturned = true
    post({ type: 'returned', run: run.id, ...outcome })
    return run
  }
  port.keepAlive(false)
  const resources = countResources()
  const [only, ...others] = deliveries
  const runs =
    only && others.length === 0
      ? [await deliver(host.begin(only.run), only)]
      : await Promise.all(deliveries.map((one) => host.beside(one.run, (run) => deliver(run, one))))
  const leftover = await settleLeftovers(runs, resources, host.settleMs)
  port.keepAlive(true)
  for (const { id, pending } of runs) {
    post({ type: 'done', run: id, pending: [...pending], ...leftover })
  }
}

async function callHandler(
  run: CurrentRun,
  shape: HandlerShape | undefined,
  delivery: RunDelivery,
): Promise<Omit<Extract<WorkerMessage, { type: 'returned' }>, 'type' | 'run'>> {
  const cpuBefore = cpuMs()
  // Calls and logs count from the same moment: their times tell which came after the return.
  run.startedAt = performance.now()
  const measure = () => ({
    durationMs: performance.now() - run.startedAt,
    cpuMs: Math.max(0, cpuMs() - cpuBefore),
  })
  try {
    const value = await shape?.call(delivery, run)
    return { value: toPortable(value), error: null, ...measure() }
  } catch (error) {
    return { value: null, error: describeThrown(error), ...measure() }
  }
}

/** CPU time in ms: of this thread where Node can tell (23.9 and later), else of the process. */
function cpuMs(): number {
  const usage =
    'threadCpuUsage' in process && typeof process.threadCpuUsage === 'function'
      ? (process.threadCpuUsage() as NodeJS.CpuUsage)
      : process.cpuUsage()
  return (usage.user + usage.system) / 1000
}
