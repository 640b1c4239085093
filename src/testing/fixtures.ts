import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { readFixture } from '../catalog/fixture.js'
import { definitions, type EventDefinition, findEvent, parseEventName } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import { normalise } from '../event/normalise.js'
import { parseEventObject } from '../event/parse.js'
import type { EventObject } from '../event/types.js'
import { findSiteFolder } from '../project.js'
import type { EventName, EventObjectOf } from './event-types.js'

export interface FixtureOptions {
  /** A folder in the site; the current folder without it. */
  cwd?: string | undefined
}

/** An event object that was read, and what is known of it. */
export interface LoadedFixture {
  event: EventObject
  /** Null for an event outside the catalog. */
  definition: EventDefinition | null
  /** What to call it in messages. */
  source: string
  /** It ships with the package, and so is valid. */
  isOurs: boolean
}

/**
 * Reads a fixture: the site's own `badge-events/fixtures/<name>.json`, else the one that ships with the
 * package. A name with a slash or `.json` is a path from the current folder. Each call gives a new object.
 *
 * @param name - an event's key or alias (`assigned`), or the name of a fixture of the site
 * @throws BadgeEventsError `EVENT_UNKNOWN`, `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`
 * @see docs/library.md
 */
export function loadFixture<const Name extends EventName>(
  name: Name,
  options: FixtureOptions = {},
): EventObjectOf<Name> {
  return findFixture(name, options.cwd).event as EventObjectOf<Name>
}

/** Events that were loaded here, and what they are; `signWebhook` needs to know. */
const known = new WeakMap<object, EventDefinition>()

/** Which event an object is: by where it was loaded from, else by the metadata that webhooks carry. */
export function definitionOf(event: EventObject): EventDefinition | undefined {
  const { entityFqdn, slug } = event.metadata
  return known.get(event) ?? (entityFqdn && slug ? findEvent(`${entityFqdn}_${slug}`) : undefined)
}

/** Like {@link loadFixture}, with what is known of it. */
export function findFixture(name: string, cwd = process.cwd()): LoadedFixture {
  const fixture = find(name, cwd)
  if (fixture.definition) known.set(fixture.event, fixture.definition)
  return fixture
}

function find(name: string, cwd: string): LoadedFixture {
  if (/[\\/]|\.json$/.test(name)) return readFile(isAbsolute(name) ? name : resolve(cwd, name))
  const folder = findSiteFolder(cwd)
  const own = folder === null ? undefined : join(folder, 'fixtures', `${name}.json`)
  if (own !== undefined && existsSync(own)) return readFile(own, findEvent(name))
  const definition = parseEventName(name)
  const file = folder === null ? undefined : join(folder, 'fixtures', `${definition.key}.json`)
  if (file !== undefined && existsSync(file)) return readFile(file, definition)
  const event = parseEventObject(readFixture(definition.key))
  return { event, definition, source: 'the built-in fixture', isOurs: true }
}

function readFile(path: string, named?: EventDefinition): LoadedFixture {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new BadgeEventsError('FIXTURE_NOT_FOUND', `Cannot read the fixture ${path}`, {
      cause,
      hint: '`badge-events generate <event> > my.json` makes a fixture to start from.',
    })
  }
  const { event, eventType } = normalise(text, path)
  const typed = definitions.find(({ webhookType }) => webhookType === eventType)
  return { event, definition: named ?? typed ?? null, source: path, isOurs: false }
}
