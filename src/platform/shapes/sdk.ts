import { toPortable } from '../portable.js'
import type { WorkerMessage } from '../protocol.js'
import type { SdkClients } from '../sdk/clients.js'
import type { DeliveredWebhook } from '../sdk/types.js'
import { describeThrown } from '../thrown.js'
import type { HandlerShape } from './shape.js'

const { performance } = globalThis

/**
 * Handlers as the SDK finds them: registered on the definition of an event. All that are registered for
 * one event are called together, and the first to fail decides how the delivery ends.
 */
export function createSdkShape(
  clients: SdkClients,
  post: (message: WorkerMessage) => void,
): HandlerShape {
  return {
    async call({ event }, { id: run }) {
      const webhook = event as DeliveredWebhook
      const registered = clients.registered()
      const count = registered.filter(({ type }) => type === webhook.eventType).length
      if (count === 0) {
        const handlers = registered.map(({ type, at }) => ({ type, at }))
        post({ type: 'unhandled', run, registered: handlers })
        return undefined
      }
      const startedAt: number[] = []
      let returned: unknown
      await clients.deliver(webhook, {
        began(index, { at, isExtension }) {
          startedAt[index] = performance.now()
          post({ type: 'handler-began', run, index, at, isExtension })
        },
        ended(index, outcome) {
          const durationMs = performance.now() - (startedAt[index] ?? 0)
          const failed = 'error' in outcome
          const value = failed ? null : toPortable(outcome.value)
          const error = failed ? describeThrown(outcome.error) : null
          if (!failed) returned = outcome.value
          post({ type: 'handler-ended', run, index, value, error, durationMs })
        },
      })
      return count === 1 ? returned : undefined
    },
  }
}
