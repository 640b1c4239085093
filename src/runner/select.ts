import type { EventDefinition } from '../catalog/index.js'
import { eventFamily, findEvent, nearest } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import type { ShapeName } from '../platform/protocol.js'
import type { HandlerExport } from './exports.js'
import { shapes } from './shapes/index.js'

/** An event and the handler that gets it; no definition for an event outside the catalog. */
export interface Target {
  definition: EventDefinition | null
  handler: HandlerExport
}

/** The code offers none of the handlers that could be meant. */
export interface NoHandler {
  status: 'no-handler'
  event: string
  wanted: string[]
  /** Names of the exports. */
  exported: string[]
  /** Names of the events that handlers are registered for, `badges.onBadgeAssigned`. */
  registered: string[]
  nearest: string[]
}

export type Selection = { status: 'found'; targets: Target[] } | NoHandler

/** A handler that would get an event, by its name in one of the shapes. */
interface Candidate {
  definition: EventDefinition
  shape: ShapeName
  name: string
}

/**
 * Which of the handlers an event name stands for. `created` stands for v3 and v4, and runs both where
 * both are exported, because Wix may call either; and a repository may hold handlers in several shapes.
 *
 * @param registers - the code registers handlers with the SDK, and which ones shows only when it is loaded
 * @throws BadgeEventsError `EVENT_UNKNOWN`, or `USAGE_INVALID` for an event that Velo has no handler for
 */
export function selectHandlers(
  name: string,
  exports: readonly HandlerExport[],
  api?: 'v3' | 'v4',
  registers = false,
): Selection {
  const custom = exports.find((handler) => handler.name === name)
  if (custom && !findEvent(name)) {
    return { status: 'found', targets: [{ definition: null, handler: custom }] }
  }
  if (!findEvent(name) && looksLikeHandler(name)) return noHandler(name, [name], exports)
  if (!findEvent(name) && registers && looksLikeWebhook(name)) {
    return { status: 'found', targets: [{ definition: null, handler: unseenHandler(name) }] }
  }

  const family = eventFamily(name).filter((definition) => !api || definition.api === api)
  const candidates = family
    .flatMap((definition) => candidatesOf(definition, registers))
    .filter((candidate) => isMeant(candidate, name))
  if (candidates.length === 0) throw noVeloHandler(name, api)
  const targets = candidates.flatMap(({ definition, shape, name: handlerName }) => {
    const handler = exports.find((one) => one.name === handlerName && shapeOf(one) === shape)
    return handler ? [{ definition, handler }] : []
  })
  if (targets.length > 0) return { status: 'found', targets }
  // The text of the code does not tell all that it registers.
  const [registered] = candidates.filter(({ shape }) => shape === 'sdk')
  if (registered) {
    const { definition } = registered
    return { status: 'found', targets: [{ definition, handler: unseenHandler(registered.name) }] }
  }
  return noHandler(
    name,
    candidates.map((candidate) => candidate.name),
    exports,
  )
}

/** The handlers of exactly this event, at most one in each shape. */
export function handlersOf(
  definition: EventDefinition,
  exports: readonly HandlerExport[],
): HandlerExport[] {
  return shapes.flatMap(({ name: shape, handlerOf }) => {
    const name = handlerOf(definition)
    return exports.find((one) => one.name === name && shapeOf(one) === shape) ?? []
  })
}

function candidatesOf(definition: EventDefinition, registers: boolean): Candidate[] {
  return shapes.flatMap(({ name: shape, handlerOf }) => {
    const name = shape === 'sdk' && !registers ? null : handlerOf(definition)
    return name === null ? [] : [{ definition, shape, name }]
  })
}

/** Who names a handler means that one, not those of the same event in other shapes. */
function isMeant({ definition, name }: Candidate, typed: string): boolean {
  const names = shapes.map(({ handlerOf }) => handlerOf(definition)?.toLowerCase())
  const lower = typed.toLowerCase()
  return !names.includes(lower) || name.toLowerCase() === lower
}

function shapeOf({ shape }: HandlerExport): ShapeName {
  return shape ?? 'velo'
}

/** A handler that may be registered, at a place that the text of the code does not show. */
export function unseenHandler(name: string): HandlerExport {
  return { name, position: null, bodyStart: null, shape: 'sdk' }
}

/** Velo handlers are named `<app>_on<Event>`: https://dev.wix.com/docs/velo/events-service-plugins */
export function looksLikeHandler(name: string): boolean {
  return /^wix\w+_on\w+$/.test(name)
}

/** `wix.ecom.v1.order_created` */
function looksLikeWebhook(name: string): boolean {
  return /^[a-z][\w-]*(\.[\w-]+)+_\w+$/.test(name)
}

function noHandler(event: string, wanted: string[], exports: readonly HandlerExport[]): Selection {
  const namesIn = (shape: ShapeName) =>
    exports.filter((handler) => shapeOf(handler) === shape).map((handler) => handler.name)
  const exported = namesIn('velo')
  const close = wanted.flatMap((name) => nearest(name, exported, 1))
  return {
    status: 'no-handler',
    event,
    wanted,
    exported,
    registered: [...new Set(namesIn('sdk'))],
    nearest: [...new Set(close)],
  }
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
