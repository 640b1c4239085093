import { definitions } from '../catalog/index.js'
import type { Delivery } from '../delivery/types.js'
import type { Bundle } from '../runner/bundle.js'
import { handlersOf, type Target, unseenHandler } from '../runner/select.js'

/** The handlers that get a delivery, or one sentence on why none does. */
export type FoundHandlers =
  | { status: 'found'; targets: Target[] }
  | { status: 'none'; reason: string }

/**
 * The handlers that Wix would call for a delivery, one in each shape. Its type says exactly which event
 * it is, so `created` of v3 is never handed to the handler of v4.
 */
export function findHandlers(
  { key, eventType }: Pick<Delivery, 'key' | 'eventType'>,
  { exports, sdk }: Pick<Bundle, 'exports' | 'sdk'>,
  file: string,
): FoundHandlers {
  const definition = definitions.find((one) => one.key === key) ?? null
  const found = definition
    ? handlersOf(definition, exports)
    : // Outside the catalog an event may still come under the name of its handler.
      exports.filter((exported) => exported.name === eventType)
  if (found.length > 0) {
    return { status: 'found', targets: found.map((handler) => ({ definition, handler })) }
  }
  const mayRegister = sdk !== null && (!definition || definition.sdk !== null)
  if (mayRegister && !looksLikeHandler(eventType)) {
    const name = definition?.sdk ? `${definition.sdk.module}.${definition.sdk.name}` : eventType
    return { status: 'found', targets: [{ definition, handler: unseenHandler(name) }] }
  }
  if (definition?.veloHandler === null) {
    return none(`Velo has no handler for ${eventType}: it reaches SDK handlers and webhooks only`)
  }
  const name = definition?.veloHandler ?? eventType
  return definition || looksLikeHandler(name)
    ? none(`${file} does not export ${name}`)
    : none(`${eventType} is not in the catalog, so the export that Wix would call is not known`)
}

function none(reason: string): FoundHandlers {
  return { status: 'none', reason }
}

// Velo handlers are named `<app>_on<Event>`: https://dev.wix.com/docs/velo/events-service-plugins
function looksLikeHandler(name: string): boolean {
  return /^wix\w+_on\w+$/.test(name)
}
