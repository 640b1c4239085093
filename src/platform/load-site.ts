import { captureConsole, type LogListener } from './console.js'
import { loadSdk } from './load-sdk.js'
import type { MainPort } from './main-port.js'
import { installGlobalFetch } from './modules/global-fetch.js'
import { loadDoubles } from './modules/index.js'
import { callPosition, setBundleUrl } from './position.js'
import { againSuffix, type MainMessage, type ShapeName, type WorkerMessage } from './protocol.js'
import { captureRawOutput } from './raw-output.js'
import { createRegistry, registryKey } from './registry.js'
import { createRunHost, type RunHost } from './run-host.js'
import type { SdkClients } from './sdk/clients.js'
import { installSeed } from './seeded.js'
import type { HandlerShape } from './shapes/shape.js'
import { createVeloShape } from './shapes/velo.js'
import { describeThrown } from './thrown.js'

const { performance } = globalThis

/** What the loaded code offers, in each of the shapes; none when it could not be loaded. */
export type Handlers = Partial<Record<ShapeName, HandlerShape>>
type LoadMessage = Extract<MainMessage, { type: 'load' }>

/** The site's code in this thread, and what stands around it. */
export interface LoadedSite {
  host: RunHost
  /** Loads the code; each time but the first as a new module. */
  load(): Promise<Handlers>
}

/** Makes chance, ids and the clock the same as at the beginning of any run with this seed. */
export async function seedThread(seed: number | null): Promise<void> {
  if (seed === null) return
  installSeed(seed)
  const { installSeededCrypto } = await import('./seeded-crypto.js')
  installSeededCrypto(seed)
}

/** Puts everything in place around a bundle, and does not load it yet. */
export async function prepareSite(
  { bundleUrl, modules, sdkUrl, site }: LoadMessage,
  port: MainPort,
  postPlain: (message: WorkerMessage) => void,
  addSecret: (value: string) => void,
): Promise<LoadedSite> {
  let clients: SdkClients | undefined
  const post: typeof postPlain = (message) => postPlain(ofHandler(message, clients))
  await seedThread(site.seed)
  const host = createRunHost(site, post, addSecret)
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
