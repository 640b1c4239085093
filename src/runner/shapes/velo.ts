import { toVelo } from '../../event/velo.js'
import type { HandlerShape } from './shape.js'

/** Exports of `events.js`, called by their names. */
export const veloShape: HandlerShape = {
  name: 'velo',
  handlerOf: ({ veloHandler }) => veloHandler,
  payload: toVelo,
}
