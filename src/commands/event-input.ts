import { resolve } from 'node:path'
import { definitions, type EventDefinition, nearest } from '../catalog/index.js'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { EventObject } from '../event/types.js'
import {
  type CheckHints,
  changeEvent,
  checkEvent,
  type EventChanges,
  freshEvent,
} from '../simulation/event.js'
import {
  defaultFixture,
  type Fixture,
  parseFixture,
  readFixtureFile,
} from '../simulation/fixture.js'

/** The flags that say which event is sent; `simulate` and `generate` share them. */
export interface EventInputOptions extends EventChanges {
  fixture?: string | undefined
  asIs?: boolean | undefined
  validate: boolean
}

/**
 * Reads the event that `--fixture` names, a file or stdin; null without the flag.
 *
 * @throws BadgeEventsError `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`
 */
export async function readGivenEvent(
  { fixture }: EventInputOptions,
  { io, cwd }: Context,
): Promise<Fixture | null> {
  if (fixture === undefined) return null
  if (fixture !== '-') return readFixtureFile(resolve(cwd, fixture), fixture)
  if (io.stdinIsTTY) throw noStdin()
  return parseFixture(await io.readStdin(), 'stdin')
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
): Fixture {
  if (!definition) throw noFixture(name)
  return defaultFixture(definition, folder)
}

/**
 * Applies the flags to an event that was read, and checks the outcome against the schema.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID`, `EVENT_INVALID`
 */
export async function prepareEvent(
  definition: EventDefinition | null,
  fixture: Fixture,
  options: EventInputOptions,
): Promise<EventObject> {
  const event = changeEvent(fixture.event, options)
  if (definition && options.validate) {
    await checkEvent(definition, event, fixture, options, checkHints)
  }
  return event
}

export const checkHints: CheckHints = {
  otherEvent: 'Name the event it is, or send it all the same with --no-validate',
  misfit: ({ key }) =>
    `\`badge-events events ${key} --schema\` shows what fits; --no-validate sends it all the same.`,
}

/** The event with an id and a time of its own; unless the fixture's are to be kept. */
export function nextEvent(
  event: EventObject,
  options: EventInputOptions,
  context: Context,
): EventObject {
  return options.asIs ? event : freshEvent(event, options, context)
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

/**
 * Of several events, none can be given by a file.
 *
 * @throws BadgeEventsError `USAGE_INVALID`
 */
export function refuseFixture({ fixture, memberShape }: EventInputOptions): void {
  if (memberShape !== undefined) {
    throw new BadgeEventsError('USAGE_INVALID', '--member-shape is for one event', {
      hint: 'Put fixtures of that shape into badge-events/fixtures.',
    })
  }
  if (fixture === undefined) return
  throw new BadgeEventsError('USAGE_INVALID', '--fixture gives one event, and several are named', {
    hint: 'Put each into badge-events/fixtures/<event>.json.',
  })
}
