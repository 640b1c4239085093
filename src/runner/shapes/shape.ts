import type { EventDefinition } from '../../catalog/index.js'
import type { EventObject } from '../../event/types.js'
import type { ShapeName } from '../../platform/protocol.js'

/**
 * How a module offers its handlers, seen from the main thread: what a handler of an event is called in
 * this shape, and in which form the event is handed over. The worker has the other half, which calls it.
 */
export interface HandlerShape {
  name: ShapeName
  /** Name of an event's handler; null when there is none in this shape. */
  handlerOf(definition: EventDefinition): string | null
  /** The event as the worker needs it. */
  payload(event: EventObject, definition: EventDefinition | null, eventType: string): unknown
}
