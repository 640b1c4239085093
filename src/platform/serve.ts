import { deliver } from './deliver.js'
import { importSdk } from './load-sdk.js'
import { type Handlers, type LoadedSite, prepareSite, seedThread } from './load-site.js'
import type { MainPort } from './main-port.js'
import { loadDoubles } from './modules/index.js'
import { createOutbox } from './outbox.js'
import { createRedactor } from './redact.js'
import { takeSnapshot } from './snapshot.js'

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
        const prepared = prepareSite(message, port, post, redactor.add)
        site = prepared
        handlers = prepared.then(({ load }) => load())
        return
      }
      case 'run':
        return inTurn(({ host }, loaded) => deliver(host, loaded, message.deliveries, port, post))
      case 'reset':
        return inTurn(async ({ host, load }) => {
          await seedThread(host.seed)
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
