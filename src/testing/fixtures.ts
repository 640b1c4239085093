import type { EventDefinition } from '../catalog/index.js'
import { eventTypeOf } from '../event/normalise.js'
import type { EventObject } from '../event/types.js'
import { findSiteFolder } from '../project.js'
import { type Fixture, findFixture } from '../simulation/fixture.js'
import { eventOfFixture } from '../simulation/fixture-event.js'
import type { EventName, EventObjectOf } from './event-types.js'

export interface FixtureOptions {
  /** A folder in the site; the current folder without it. */
  cwd?: string | undefined
}

/**
 * Reads a fixture: the site's own `badge-events/fixtures/<name>.json`, else the one that ships with the
 * package. A name with a slash or `.json` is a path from the current folder. Each call gives a new object.
 *
 * @param name - an event's key or alias (`assigned`), or the name of a fixture of the site
 *   (`assigned.gold`)
 * @throws BadgeEventsError `EVENT_UNKNOWN`, `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`
 * @see docs/library.md
 */
export function loadFixture<const Name extends EventName>(
  name: Name,
  options: FixtureOptions = {},
): EventObjectOf<Name> {
  return fixtureNamed(name, options.cwd).event as EventObjectOf<Name>
}

/** Events that were loaded here, and what they are; `signWebhook` needs to know. */
const known = new WeakMap<object, EventDefinition>()

/** Which event an object is: by the fixture it was loaded from, else by the metadata that webhooks carry. */
export function definitionOf(event: EventObject): EventDefinition | null {
  return known.get(event) ?? eventOfFixture(null, eventTypeOf(event))
}

/** Like {@link loadFixture}, with what is known of it. */
export function fixtureNamed(name: string, cwd = process.cwd()): Fixture {
  const fixture = findFixture(name, { cwd, folder: findSiteFolder(cwd) })
  if (fixture.definition) known.set(fixture.event, fixture.definition)
  return fixture
}
