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

/** More events than this are not kept: they would add up for as long as nobody looks. */
const mostKept = 10_000

/**
 * @param readSeeds - reads the site's data files; what it throws ends the run
 * @param overrides - changes of the member, badge or contact that an event is about
 */
export function createLazySite(
  readSeeds: () => SiteSeeds,
  overrides: readonly SiteOverride[],
): LazySite {
  let current: SiteState | undefined
  // Most handlers never look, and then this is all that an event costs.
  let arrived: [key: EventKey, event: EventObject][] = []

  const state = (): SiteState => {
    if (!current) {
      current = createSiteState()
      seedSite(current, readSeeds())
    }
    for (const [key, event] of arrived) {
      completeFromEvent(current, key, event)
      applySiteOverrides(current, key, event, overrides)
    }
    arrived = []
    return current
  }
  return {
    state,
    arrive(key, event) {
      arrived.push([key, event])
      // The state grows with the members and badges that there are, not with the events.
      if (arrived.length >= mostKept) state()
    },
  }
}
