import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type EventDefinition, eventFamily, findEvent, parseEventName } from '../catalog/index.js'
import type { Context } from '../context.js'
import { createLocalKey, type LocalKey, readLocalKey } from '../delivery/keys/local-key.js'
import type { Forgery } from '../delivery/send/forge.js'
import { type SignedBy, signDelivery } from '../delivery/send/sign.js'
import { BadgeEventsError } from '../errors.js'
import { toEnvelope } from '../event/envelope.js'
import { decodeJwt } from '../event/jwt.js'
import { recognise } from '../event/recognise.js'
import type { EventObject } from '../event/types.js'
import { findSiteFolder, findSiteRoot } from '../project.js'
import type { Fixture } from '../simulation/fixture.js'
import { writeStory } from '../simulation/story.js'
import {
  checkHints,
  nextEvent,
  prepareEvent,
  readDefaultEvent,
  readGivenEvent,
  refuseFixture,
} from './event-input.js'
import type { SimulateToOptions } from './simulate-to.js'

/** A webhook body that is ready to be posted. */
export interface WebhookToken {
  token: string
  event: string
  eventId: string
}

export interface WebhookTokens {
  /** An event of its own. */
  next(): Promise<WebhookToken>
  /** The event of the last one again. The same token, unless it is about to expire and signed here. */
  again(last: WebhookToken): Promise<WebhookToken>
  /** What to tell when a delivery is not accepted. */
  hints: readonly string[]
}

/** A token that lives no longer than this is not sent again, in ms. */
const shortestLifeMs = 60_000

/**
 * The tokens to send: the event signed with the site's local key, each time with an id of its own;
 * or, with `--as-is`, the very token that was given.
 *
 * @throws BadgeEventsError as the event's input does, `EVENT_UNKNOWN`, `USAGE_INVALID`
 */
export async function prepareTokens(
  options: SimulateToOptions,
  forgery: Forgery | null,
  context: Context,
): Promise<WebhookTokens> {
  const { input } = options
  const stdin = await readStdinOnce(options, context)
  const given = await readGivenEvent(input, stdin)
  const changes = input.set.length + input.unset.length
  if (given && input.asIs && changes === 0 && !input.memberShape && forgery === null) {
    const token = await readToken(options, stdin)
    if (token !== null) return sameToken(options, token, given, context.now())
  }
  const definition = definitionOf(options, given)
  const source = given ?? readDefaultEvent(definition.key, definition, findSiteFolder(context.cwd))
  const event = await prepareEvent(definition, source, input)
  const { key, hints } = localKey(context.cwd)
  let current = event
  const signCurrent = (): Promise<WebhookToken> =>
    signOne(definition, current, { key, forgery, now: context.now() })
  return {
    hints,
    next() {
      current = nextEvent(event, input, context)
      return signCurrent()
    },
    async again(last) {
      const soon = new Date(context.now().getTime() + shortestLifeMs)
      return isExpired(last.token, soon) ? signCurrent() : last
    },
  }
}

/**
 * The tokens of a sequence: one story of one badge and one member, each event signed once.
 *
 * @throws BadgeEventsError as the events' input does, `EVENT_UNKNOWN`, `USAGE_INVALID`
 */
export async function prepareSequenceTokens(
  names: readonly string[],
  options: SimulateToOptions,
  forgery: Forgery | null,
  context: Context,
): Promise<{ tokens: WebhookToken[]; hints: string[] }> {
  const { input } = options
  refuseFixture(input)
  const outlines = names.map((name) => ({
    name,
    definition: definitionOf({ ...options, event: name }, null),
    targets: [],
  }))
  const folder = findSiteFolder(context.cwd)
  const story = await writeStory(
    outlines,
    { ...input, folder, asIs: input.asIs === true, checkHints },
    context,
  )
  const { key, hints } = localKey(context.cwd)
  const tokens = await Promise.all(
    story.chapters.flatMap(({ happening }) =>
      happening
        ? [signOne(happening.definition, happening.event, { key, forgery, now: context.now() })]
        : [],
    ),
  )
  return { tokens, hints }
}

async function signOne(
  definition: EventDefinition,
  event: EventObject,
  signedBy: SignedBy,
): Promise<WebhookToken> {
  const token = await signDelivery(toEnvelope(event, definition), signedBy)
  return { token, event: definition.key, eventId: event.metadata.id }
}

/** Stdin can be read but once, and both the event and the token are wanted of it. */
async function readStdinOnce({ input }: SimulateToOptions, context: Context): Promise<Context> {
  if (input.fixture !== '-' || context.io.stdinIsTTY) return context
  const text = await context.io.readStdin()
  return { ...context, io: { ...context.io, readStdin: async () => text } }
}

async function readToken(
  { input: { fixture = '-' } }: SimulateToOptions,
  { io, cwd }: Context,
): Promise<string | null> {
  const text = fixture === '-' ? await io.readStdin() : readFileSync(resolve(cwd, fixture), 'utf8')
  const recognised = recognise(text, fixture)
  return recognised.form === 'jwt' ? recognised.token : null
}

function sameToken(
  { event: name, input }: SimulateToOptions,
  token: string,
  { event, eventType, source }: Fixture,
  now: Date,
): WebhookTokens {
  const definition = eventType === null ? undefined : findEvent(eventType)
  const isNamed =
    name === undefined ||
    eventFamily(name).some(({ webhookType }) => webhookType === definition?.webhookType)
  if (!isNamed && input.validate) {
    throw new BadgeEventsError('EVENT_INVALID', `${source} is a ${eventType}, not ${name}`, {
      hint: 'Name the event it is, or none, or send it all the same with --no-validate',
    })
  }
  const label = definition?.key ?? eventType ?? name ?? 'webhook'
  return {
    next: async () => ({ token, event: label, eventId: event.metadata.id }),
    again: async (last) => last,
    hints: isExpired(token, now)
      ? [
          'The token has expired, and servers refuse it for that. Without --as-is it is signed anew.',
        ]
      : [],
  }
}

function isExpired(token: string, now: Date): boolean {
  const { exp } = decodeJwt(token).payload
  return typeof exp === 'number' && exp * 1000 <= now.getTime()
}

/** The one event that is meant: of a family, that of `--api`, else that of the fixture, else the first. */
function definitionOf(
  { event: typed, api }: SimulateToOptions,
  given: Fixture | null,
): EventDefinition {
  const name = typed ?? given?.definition?.webhookType ?? given?.eventType ?? undefined
  if (name === undefined) throw noEvent()
  const family = eventFamily(name)
  if (api === undefined) {
    const said = family.find(({ webhookType }) => webhookType === given?.eventType)
    return said ?? parseEventName(name)
  }
  const definition = family.find((candidate) => candidate.api === api)
  if (definition !== undefined) return definition
  throw new BadgeEventsError('USAGE_INVALID', `There is no ${name} in the ${api} API`, {
    hint: '`badge-events events` lists the events of each.',
  })
}

function localKey(cwd: string): { key: LocalKey; hints: string[] } {
  const root = findSiteRoot(cwd)
  if (root === null) {
    const hint =
      'This is no site, so the delivery was signed with a key of the moment, which no server trusts. Run it in the folder of a site, whose key stays the same.'
    return { key: createLocalKey(), hints: [hint] }
  }
  const hint =
    'It was signed with the local key of this site: `badge-events keys` prints the public key that the server has to trust.'
  return { key: readLocalKey(join(root, '.badge-events')), hints: [hint] }
}

function noEvent(): BadgeEventsError {
  return new BadgeEventsError('USAGE_INVALID', 'Which event should be sent?', {
    hint: 'Name one: badge-events simulate assigned --to 3000. `badge-events events` lists them.',
  })
}
