import type { EventKey } from '../catalog/keys.js'
import type { EventObject } from '../event/types.js'
import {
  applySiteOverrides,
  completeFromEvent,
  type SiteOverride,
  type SiteSeeds,
  seedSite,
} from './site-seed.js'
import { createSiteState, type SiteState } from './site-state.js'

/** The members, badges and contacts of a site, made when somebody first asks for them. */
export interface LazySite {
  /** As it is on Wix when the last event that arrived gets to its handler. */
  state(): SiteState
  /** Notes that an event arrived: the state has to agree with it. */
  arrive(key: EventKey, event: EventObject): void
}

/**
 * @param readSeeds - reads the site's data files; what it throws ends the run
 * @param overrides - changes of the member, badge or contact that an event is about
 */
export function createLazySite(
  readSeeds: () => SiteSeeds,
  overrides: readonly SiteOverride[],
): LazySite {
  let state: SiteState | undefined
  // Most handlers never look, and then this is all that an event costs.
  let arrived: [key: EventKey, event: EventObject][] = []

  return {
    state() {
      if (!state) {
        state = createSiteState()
        seedSite(state, readSeeds())
      }
      for (const [key, event] of arrived) {
        completeFromEvent(state, key, event)
        applySiteOverrides(state, key, event, overrides)
      }
      arrived = []
      return state
    },
    arrive: (key, event) => void arrived.push([key, event]),
  }
}
