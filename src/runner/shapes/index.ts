import type { EventObject } from '../../event/types.js'
import { toVelo } from '../../event/velo.js'
import type { ShapeName } from '../../platform/protocol.js'
import type { RunJob } from '../recording.js'
import type { Target } from '../select.js'
import { sdkShape } from './sdk.js'
import type { HandlerShape } from './shape.js'
import { veloShape } from './velo.js'

export type { HandlerShape } from './shape.js'

/** All shapes, in the order in which the handlers of one event run. A further shape is one more file. */
export const shapes: readonly HandlerShape[] = [veloShape, sdkShape]

/** The part of a job that depends on the shape of its handler: the event in the form it is handed over in. */
export function handOver(
  { definition, handler }: Target,
  event: EventObject,
): Pick<RunJob, 'payload' | 'happened'> {
  const shape = shapeOf(handler)
  const payload = shape.payload(event, definition, handler.name)
  if (shape === veloShape) return { payload }
  const happened = definition ? [{ key: definition.key, event: toVelo(event) }] : []
  return { payload, happened }
}

function shapeOf({ shape = 'velo' }: { shape?: ShapeName }): HandlerShape {
  return shape === 'sdk' ? sdkShape : veloShape
}
