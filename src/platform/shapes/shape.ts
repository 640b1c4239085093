import type { RunDelivery } from '../protocol.js'
import type { CurrentRun } from '../runs.js'

/** How loaded code offers its handlers, and how one is called: by its exported name, by what it registered. */
export interface HandlerShape {
  /**
   * Calls what handles a delivery.
   *
   * @returns what the handler returned; rejects with what it threw
   */
  call(delivery: RunDelivery, run: CurrentRun): Promise<unknown>
}
