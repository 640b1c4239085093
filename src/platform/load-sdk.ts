import type { WorkerMessage } from './protocol.js'
import type { RunHost } from './run-host.js'
import type { SdkClients } from './sdk/clients.js'
import type { SdkScriptExports } from './sdk/types.js'
import type { HandlerShape } from './shapes/shape.js'

/** The real SDK in this thread. */
export interface LoadedSdk {
  script: SdkScriptExports
  clients: SdkClients
  shape: HandlerShape
  /** Begins the registration of handlers anew. */
  start(): void
}

/** Loads the script with the real SDK, and the clients that its handlers are registered with. */
export async function loadSdk(
  url: string,
  host: RunHost,
  post: (message: WorkerMessage) => void,
): Promise<LoadedSdk> {
  const [{ createSdkClients }, { createSdkShape }, script] = await importSdk(url)
  const clients = createSdkClients(host)
  const start = (): void => clients.start(script.createClient)
  return { script, clients, shape: createSdkShape(clients, post), start }
}

/** Also beforehand: what is imported twice is loaded once. */
export function importSdk(url: string) {
  return Promise.all([
    import('./sdk/clients.js'),
    import('./shapes/sdk.js'),
    import(url) as Promise<SdkScriptExports>,
  ])
}
