import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readFixture } from '../catalog/fixture.js'
import { definitions, type EventDefinition, nearest } from '../catalog/index.js'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import { freshen } from '../event/fresh.js'
import { withMemberShape } from '../event/member-shape.js'
import { normalise } from '../event/normalise.js'
import { applyOverrides } from '../event/overrides.js'
import { parseEventObject } from '../event/parse.js'
import type { EventObject } from '../event/types.js'
import type { Problem } from '../event/validate.js'

/** The flags that say which event is sent; `simulate` and `generate` share them. */
export interface EventInputOptions {
  fixture?: string | undefined
  set: readonly string[]
  unset: readonly string[]
  asIs?: boolean | undefined
  validate: boolean
  memberShape?: 'sample' | 'v2' | undefined
}

export interface EventInput {
  event: EventObject
  /** `eventType` of a webhook that was given as the fixture. */
  eventType: string | null
  /** Where it came from, for messages. */
  source: string
  /** The file it was read from; null for stdin and for what ships with the package. */
  file: string | null
}

/**
 * Reads the event that `--fixture` names, a file or stdin; null without the flag.
 *
 * @throws BadgeEventsError `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`
 */
export async function readGivenEvent(
  { fixture }: EventInputOptions,
  { io, cwd }: Context,
): Promise<EventInput | null> {
  if (fixture === undefined) return null
  if (fixture !== '-') return readFile(resolve(cwd, fixture), fixture)
  if (io.stdinIsTTY) throw noStdin()
  return { ...normalise(await io.readStdin(), 'stdin'), source: 'stdin', file: null }
}

/**
 * The fixture that stands for an event when none is given: the site's own, else the one we ship.
 *
 * @param name - what the user called the event
 * @param folder - the site's `badge-events` folder, null outside a site
 * @throws BadgeEventsError `FIXTURE_INVALID`, or `USAGE_INVALID` for an event outside the catalog
 */
export function readDefaultEvent(
  name: string,
  definition: EventDefinition | null,
  folder: string | null,
): EventInput {
  if (!definition) throw noFixture(name)
  const fixture = `badge-events/fixtures/${definition.key}.json`
  const file = folder === null ? undefined : join(folder, 'fixtures', `${definition.key}.json`)
  if (file !== undefined && existsSync(file)) return readFile(file, fixture)
  const event = parseEventObject(readFixture(definition.key))
  return { event, eventType: null, source: 'the built-in fixture', file: null }
}

/**
 * Applies the flags to an event that was read, and checks the outcome against the schema.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID`, `EVENT_INVALID`
 */
export async function prepareEvent(
  definition: EventDefinition | null,
  { event, eventType, source, file }: EventInput,
  options: EventInputOptions,
): Promise<EventObject> {
  if (
    definition &&
    eventType !== null &&
    eventType !== definition.webhookType &&
    options.validate
  ) {
    throw new BadgeEventsError(
      'EVENT_INVALID',
      `${source} is a ${eventType}, not ${definition.webhookType}`,
      {
        hint: 'Name the event it is, or send it all the same with --no-validate',
      },
    )
  }
  const { set, unset, memberShape } = options
  const changed = set.length + unset.length > 0
  const shaped = memberShape ? withMemberShape(event, memberShape) : event
  const prepared = changed ? applyOverrides(shaped, { set, unset }) : shaped
  // What ships with the package is known to be valid, and checking costs start-up time.
  const isOurs = file === null && source !== 'stdin' && !changed
  if (definition && options.validate && !isOurs) await check(definition, prepared, source, changed)
  return prepared
}

/** The event with an id and a time of its own, as a second real event would have; unless the fixture's are to be kept. */
export function nextEvent(
  event: EventObject,
  { asIs, set }: EventInputOptions,
  { now, newId }: Context,
): EventObject {
  if (asIs) return event
  const fresh = freshen(event, { now: now(), id: newId() })
  // What the user set is what they get.
  const keep = (key: 'id' | 'eventTime') =>
    set.some((text) => text.startsWith(`metadata.${key}=`)) ? { [key]: event.metadata[key] } : {}
  return { ...fresh, metadata: { ...fresh.metadata, ...keep('id'), ...keep('eventTime') } }
}

function readFile(path: string, name: string): EventInput {
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
  return { ...normalise(text, name), source: name, file: path }
}

async function check(
  definition: EventDefinition,
  event: EventObject,
  source: string,
  changed: boolean,
): Promise<void> {
  const { validateEvent } = await import('../event/validate.js')
  const problems = await validateEvent(definition, event)
  if (problems.length === 0) return
  const subject = changed ? `${source} with your changes` : source
  throw new BadgeEventsError(
    'EVENT_INVALID',
    `${subject} does not fit ${definition.webhookType}:\n${problems.map(describe).join('\n')}`,
    {
      hint: `\`badge-events events ${definition.key} --schema\` shows what fits; --no-validate sends it all the same.`,
      details: { problems },
    },
  )
}

function describe({ path, message, nearest }: Problem): string {
  const name = path === '' ? 'the event' : path
  return `  ${name}: ${message}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`
}

function noStdin(): BadgeEventsError {
  return new BadgeEventsError(
    'USAGE_INVALID',
    '--fixture - reads stdin, and stdin is the terminal',
    {
      hint: 'Pipe an event in: badge-events generate assigned | badge-events simulate assigned -f -',
    },
  )
}

function noFixture(name: string): BadgeEventsError {
  const handlers = definitions.flatMap(({ veloHandler }) => veloHandler ?? [])
  // Names of other apps are theirs: only within these two families is a near miss a mistake.
  const [closest] = /^wix(Badges|Members)/i.test(name) ? nearest(name, handlers, 1) : []
  const meant =
    closest === undefined ? '' : `Did you mean ${closest}? Wix calls no other spelling. `
  return new BadgeEventsError(
    'USAGE_INVALID',
    `The event of ${name} is not in the catalog, so there is no fixture for it`,
    { hint: `${meant}Give one with -f; its schema is not known and will not be checked.` },
  )
}
