import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { readFixture } from '../catalog/fixture.js'
import { type EventDefinition, findEvent, parseEventName } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import { normalise } from '../event/normalise.js'
import { parseEventObject } from '../event/parse.js'
import type { EventObject } from '../event/types.js'
import { eventOfFixture, eventOfName } from './fixture-event.js'

/** An event object that was read, and what is known of it. */
export interface Fixture {
  event: EventObject
  /** Which event it is; null for one outside the catalog, and where nothing says. */
  definition: EventDefinition | null
  /** The webhook type that it says itself; null for what ships with the package, which says none. */
  eventType: string | null
  /** What to call it in messages. */
  source: string
  /** The file it was read from; null for stdin and for what ships with the package. */
  file: string | null
  /** It ships with the package, and so is valid. */
  isOurs: boolean
}

/** A fixture of a site, not read yet. */
export interface ListedFixture {
  /** Of the file, without `.json`. */
  name: string
  /** Absolute. */
  path: string
  /** Null for an event outside the catalog, and for a file that cannot be read as an event. */
  definition: EventDefinition | null
}

/** Where a fixture is looked for. */
export interface FixturePlaces {
  /** The folder that paths start from. */
  cwd: string
  /** The site's `badge-events` folder; null outside a site. */
  folder: string | null
}

/**
 * Finds a fixture and reads it: the site's own `badge-events/fixtures/<name>.json`, else the one that
 * ships with the package. A name with a slash or `.json` is a path.
 *
 * @param name - an event's key or alias (`assigned`), a fixture of the site (`assigned.gold`), or a path
 * @throws BadgeEventsError `EVENT_UNKNOWN`, `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`
 */
export function findFixture(name: string, { cwd, folder }: FixturePlaces): Fixture {
  if (/[\\/]|\.json$/.test(name)) return readFixtureFile(resolve(cwd, name), name)
  const own = folder === null ? null : readOwn(name, folder)
  if (own) return own
  if (!findEvent(name) && eventOfName(name)) throw noVariant(name, folder)
  return defaultFixture(parseEventName(name), folder)
}

/**
 * The fixture that stands for an event: the site's own, else the one that ships with the package.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID`
 */
export function defaultFixture(definition: EventDefinition, folder: string | null): Fixture {
  const own = folder === null ? null : readOwn(definition.key, folder)
  if (own) return own
  const event = parseEventObject(readFixture(definition.key))
  const source = 'the built-in fixture'
  return { event, definition, eventType: null, source, file: null, isOurs: true }
}

/**
 * Reads a fixture from a file, in any of the forms that an event may have.
 *
 * @param source - what to call it in messages
 * @throws BadgeEventsError `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`
 */
export function readFixtureFile(path: string, source: string = path): Fixture {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const reason =
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'There is no file' : 'Cannot read'
    throw new BadgeEventsError('FIXTURE_NOT_FOUND', `${reason} ${path}`, {
      cause,
      hint: '`badge-events generate <event> > my.json` makes a fixture to start from.',
    })
  }
  return { ...parseFixture(text, source, nameOf(path)), file: path }
}

/**
 * Takes a text for a fixture that lies in no file.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID`
 */
export function parseFixture(text: string, source: string, name: string | null = null): Fixture {
  const { event, eventType } = normalise(text, source)
  const definition = eventOfFixture(name, eventType)
  return { event, definition, eventType, source, file: null, isOurs: false }
}

/**
 * All fixtures of a site, `badge-events/fixtures/*.json`, by name.
 *
 * @param folder - the site's `badge-events` folder
 */
export function listFixtures(folder: string): ListedFixture[] {
  const fixtures = join(folder, 'fixtures')
  if (!existsSync(fixtures)) return []
  return readdirSync(fixtures)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const path = join(fixtures, file)
      return { name: nameOf(path), path, definition: definitionAt(path) }
    })
}

function definitionAt(path: string): EventDefinition | null {
  // Most names say it, and only what they do not say is read.
  const named = eventOfName(nameOf(path))
  if (named) return named
  try {
    return readFixtureFile(path).definition
  } catch (error) {
    // Who wants to use it is told what is wrong with it.
    if (error instanceof BadgeEventsError) return null
    throw error
  }
}

function readOwn(name: string, folder: string): Fixture | null {
  const path = join(folder, 'fixtures', `${name}.json`)
  return existsSync(path) ? readFixtureFile(path, `badge-events/fixtures/${name}.json`) : null
}

function nameOf(path: string): string {
  return basename(path).replace(/\.json$/, '')
}

function noVariant(name: string, folder: string | null): BadgeEventsError {
  const names = folder === null ? [] : listFixtures(folder).map((fixture) => fixture.name)
  return new BadgeEventsError(
    'FIXTURE_NOT_FOUND',
    `There is no fixture badge-events/fixtures/${name}.json`,
    {
      hint:
        names.length > 0
          ? `There are: ${names.join(', ')}.`
          : `\`badge-events generate ${eventOfName(name)?.key} > badge-events/fixtures/${name}.json\` makes one.`,
    },
  )
}
