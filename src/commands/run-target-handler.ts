import { definitions } from '../catalog/index.js'
import type { Delivery } from '../delivery/types.js'
import type { HandlerExport } from '../runner/exports.js'
import type { Target } from '../runner/select.js'

/** The export that gets a delivery, or one sentence on why none does. */
export type FoundHandler = { status: 'found'; target: Target } | { status: 'none'; reason: string }

/**
 * The one handler that Wix would call for a delivery. Its type says exactly which event it is, so
 * `created` of v3 is never handed to the handler of v4.
 */
export function findHandler(
  { key, eventType }: Pick<Delivery, 'key' | 'eventType'>,
  exports: readonly HandlerExport[],
  file: string,
): FoundHandler {
  const definition = definitions.find((one) => one.key === key) ?? null
  if (definition?.veloHandler === null) {
    return none(`Velo has no handler for ${eventType}: it reaches SDK handlers and webhooks only`)
  }
  // Outside the catalog an event may still come under the name of its handler.
  const name = definition?.veloHandler ?? eventType
  const handler = exports.find((exported) => exported.name === name)
  if (handler) return { status: 'found', target: { definition, handler } }
  return definition || looksLikeHandler(name)
    ? none(`${file} does not export ${name}`)
    : none(`${eventType} is not in the catalog, so the export that Wix would call is not known`)
}

function none(reason: string): FoundHandler {
  return { status: 'none', reason }
}

// Velo handlers are named `<app>_on<Event>`: https://dev.wix.com/docs/velo/events-service-plugins
function looksLikeHandler(name: string): boolean {
  return /^wix\w+_on\w+$/.test(name)
}
