import { AsyncLocalStorage } from 'node:async_hooks'
import type { DoubleHost } from '../double.js'
import { callPosition } from '../position.js'
import { toLocalToken, withLocalTokens } from './local-token.js'
import {
  type ClientConfig,
  type CreateClient,
  type DeliveredWebhook,
  type DeliveryListener,
  type EventHandler,
  isEventDefinition,
  type RegisteredHandler,
  type WixClient,
} from './types.js'

/** The clients of `@wix/sdk` in a thread, and the handlers that the site's code registered with them. */
export interface SdkClients {
  /**
   * Makes the client that event extensions register with: on Wix it is there before their code is
   * loaded. What was registered before is forgotten.
   */
  start(createClient: CreateClient): void
  /** The real function, whose clients hand platform calls to our doubles and take our deliveries. */
  wrap(createClient: CreateClient): CreateClient
  /** All handlers, in the order of their registration. */
  registered(): readonly RegisteredHandler[]
  /**
   * Lets the real SDK process a webhook: it builds the envelope and calls the handlers of the event
   * together. Rejects as the SDK does, with what the first handler to fail threw.
   */
  deliver(webhook: DeliveredWebhook, listener: DeliveryListener): Promise<void>
  /** Which handler of its delivery the running code belongs to; undefined when there is only one. */
  currentHandler(): number | undefined
}

interface Registration extends RegisteredHandler {
  client: WixClient
}

interface Delivery {
  handlers: readonly Registration[]
  listener: DeliveryListener
}

export function createSdkClients(host: Pick<DoubleHost, 'elevate'>): SdkClients {
  let registrations: Registration[] = []
  let alone: Delivery | undefined
  const deliveries = new AsyncLocalStorage<Delivery>()
  const handlers = new AsyncLocalStorage<number>()

  const register = (
    register: Register,
    registration: Registration,
    handler: EventHandler,
  ): void => {
    registrations.push(registration)
    register((envelope) => {
      const delivery = deliveries.getStore() ?? alone
      const index = delivery?.handlers.indexOf(registration) ?? -1
      // The code itself had the client process a webhook.
      if (!delivery || index < 0) return handler(envelope)
      const call = (): unknown => observe(() => handler(envelope), index, registration, delivery)
      return delivery.handlers.length > 1 ? handlers.run(index, call) : call()
    })
  }

  const adopt = (
    value: unknown,
    client: WixClient,
    isApp: boolean,
    isExtension = false,
  ): unknown => {
    if (isEventDefinition(value)) {
      const { type } = value
      const real = client.use(value) as Register
      return (handler: EventHandler): void =>
        register(real, { type, at: callPosition(), isExtension, client }, handler)
    }
    // A client with the rights of the app needs no elevation.
    if (typeof value === 'function') return isApp ? host.elevate(value as Method) : value
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).map(([name, member]) => [
      name,
      adopt(member, client, isApp, isExtension),
    ])
    // Names that a double does not know are answered by its prototype.
    return Object.assign(Object.create(value), Object.fromEntries(members))
  }

  const wrap =
    (createClient: CreateClient, isExtension: boolean): CreateClient =>
    (config) => {
      // A `fetch` of the site's own might really send.
      const { modules, fetch: _, ...options } = config ?? {}
      const real = createClient({ ...options, auth: withLocalTokens(options.auth) })
      const isApp = !isExtension && !isVisitor(options)
      const use = (module: unknown): unknown => adopt(module, real, isApp, isExtension)
      const client: WixClient = Object.defineProperties(
        {} as WixClient,
        Object.getOwnPropertyDescriptors(real),
      )
      return Object.assign(client, { use }, use(modules ?? {}))
    }

  return {
    start(createClient) {
      registrations = []
      wrap(createClient, true)({}).enableContext('global')
    },
    wrap: (createClient) => wrap(createClient, false),
    registered: () => registrations,
    async deliver(webhook, listener) {
      const called = registrations.filter(({ type }) => type === webhook.eventType)
      const delivery = { handlers: called, listener }
      const token = toLocalToken(webhook)
      const clients = new Set(called.map(({ client }) => client))
      const process = async (): Promise<void> => {
        await Promise.all([...clients].map((client) => client.webhooks.process(token)))
      }
      // Following code through its awaits has a price, and who is alone need not be told apart.
      if (alone || called.length > 1) return deliveries.run(delivery, process)
      alone = delivery
      try {
        await process()
      } finally {
        alone = undefined
      }
    },
    currentHandler: () => handlers.getStore(),
  }
}

type Register = (handler: EventHandler) => void
type Method = (...args: never[]) => unknown

/** A strategy of a site's visitors and members; all others have the rights of an app or of an API key. */
function isVisitor({ auth }: ClientConfig): boolean {
  return typeof auth === 'object' && auth !== null && 'generateVisitorTokens' in auth
}

/** Calls a handler, and tells what came of it. What it returns or throws reaches the SDK unchanged. */
function observe(
  call: () => unknown,
  index: number,
  registration: Registration,
  { listener }: Delivery,
): unknown {
  listener.began(index, registration)
  try {
    const result = call()
    if (!isPromise(result)) {
      listener.ended(index, { value: result })
      return result
    }
    return result.then(
      (value) => {
        listener.ended(index, { value })
        return value
      },
      (error: unknown) => {
        listener.ended(index, { error })
        throw error
      },
    )
  } catch (error) {
    listener.ended(index, { error })
    throw error
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  )
}
