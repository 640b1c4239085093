import type { EventDefinition } from '../catalog/index.js'
import { eventFamily, findEvent, nearest } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import { emptyResult } from './empty-result.js'
import type { HandlerExport } from './exports.js'
import type { RunResult } from './result.js'

/** An event and the exported handler that gets it; no definition for an event outside the catalog. */
export interface Target {
  definition: EventDefinition | null
  handler: HandlerExport
}

/** The file exports none of the handlers that could be meant. */
export interface NoHandler {
  status: 'no-handler'
  event: string
  wanted: string[]
  exported: string[]
  nearest: string[]
}

export type Selection = { status: 'found'; targets: Target[] } | NoHandler

/**
 * Which of the exported handlers an event name stands for. `created` stands for v3 and v4, and runs
 * both where both are exported, because Wix may call either.
 *
 * @throws BadgeEventsError `EVENT_UNKNOWN`, or `USAGE_INVALID` for an event that Velo has no handler for
 */
export function selectHandlers(
  name: string,
  exports: readonly HandlerExport[],
  api: 'v3' | 'v4' | undefined,
): Selection {
  const custom = exports.find((handler) => handler.name === name)
  if (custom && !findEvent(name)) {
    return { status: 'found', targets: [{ definition: null, handler: custom }] }
  }
  if (!findEvent(name) && looksLikeHandler(name)) return noHandler(name, [name], exports)

  const family = eventFamily(name).filter((definition) => !api || definition.api === api)
  const callable = family.flatMap((definition) =>
    definition.veloHandler === null ? [] : [{ definition, name: definition.veloHandler }],
  )
  if (callable.length === 0) throw noVeloHandler(name, api)
  const targets = callable.flatMap(({ definition, name: handlerName }) => {
    const handler = exports.find((exported) => exported.name === handlerName)
    return handler ? [{ definition, handler }] : []
  })
  if (targets.length > 0) return { status: 'found', targets }
  return noHandler(
    name,
    callable.map((candidate) => candidate.name),
    exports,
  )
}

/** The result of an event that nobody handles, with what the file does export. */
export function noHandlerResult(
  { event, wanted, exported, nearest }: NoHandler,
  file: string,
): RunResult {
  const list = exported.length === 0 ? 'nothing' : exported.join(', ')
  const handler = wanted[0] ?? event
  return {
    ...emptyResult({ status: 'no-handler', event, handler, file, place: null, input: null }),
    error: {
      kind: 'no-handler',
      name: 'NoHandler',
      message: `${file} does not export ${wanted.join(' or ')}; it exports ${list}.`,
      place: null,
      frame: null,
      stack: [],
      hint: noHandlerHint(wanted, exported, nearest),
    },
  }
}

function noHandlerHint(wanted: string[], exported: string[], nearest: string[]): string {
  if (exported.length === 1 && exported[0] === 'default') {
    return 'Wix calls named exports only: not module.exports, not export default.'
  }
  const close = nearest.length > 0 ? `Did you mean ${nearest.join(' or ')}? ` : ''
  return `${close}Wix calls: export function ${wanted[0]}(event) { … }`
}

/** Velo handlers are named `<app>_on<Event>`: https://dev.wix.com/docs/velo/events-service-plugins */
export function looksLikeHandler(name: string): boolean {
  return /^wix\w+_on\w+$/.test(name)
}

function noHandler(event: string, wanted: string[], exports: readonly HandlerExport[]): Selection {
  const exported = exports.map((handler) => handler.name)
  const close = wanted.flatMap((name) => nearest(name, exported, 1))
  return { status: 'no-handler', event, wanted, exported, nearest: [...new Set(close)] }
}

function noVeloHandler(name: string, api: string | undefined): BadgeEventsError {
  if (api) {
    return new BadgeEventsError('USAGE_INVALID', `There is no ${api} handler for "${name}"`, {
      hint: `badge-events events ${name} shows which versions there are.`,
    })
  }
  return new BadgeEventsError('USAGE_INVALID', `Velo has no handler for "${name}"`, {
    hint: 'This event reaches SDK handlers and webhooks only; see `badge-events events`.',
  })
}
