import { BadgeEventsError } from '../errors.js'
import { parseEventObject } from '../event/parse.js'
import type { EventObject } from '../event/types.js'
import type { WorldSettings } from '../platform/protocol.js'
import { findProject, handlersName } from '../project.js'
import { readCannedAnswers } from '../runner/canned-answers.js'
import { noHandlerResult } from '../runner/no-handler.js'
import { selectHandlers, type Target } from '../runner/select.js'
import { startWorker } from '../runner/thread.js'
import { checkEvent } from '../simulation/event.js'
import type { Fixture } from '../simulation/fixture.js'
import { createJob } from '../simulation/job.js'
import { bundleSite, createSiteRunner } from '../simulation/site.js'
import type { EventChanges, EventName, EventObjectOf, RunResultOf } from './event-types.js'
import { fixtureNamed } from './fixtures.js'
import { changeEvent, changesOf, checkHints } from './prepare-event.js'
import { type SimulatedWorld, stateOf, type WorldOptions } from './world.js'

export interface SimulateOptions<Name extends string = string> {
  /** A folder in the site; the current folder without it. */
  cwd?: string | undefined
  /** The file with the handlers, from `cwd`; `src/backend/events.js` of the site without it. */
  handler?: string | undefined
  /** Of `created`, `updated` and `deleted`: which version's handler, where both are exported. */
  api?: 'v3' | 'v4' | undefined
  /** An event object, or the name or path of a fixture; the event's own fixture without it. */
  fixture?: EventObjectOf<Name> | EventObject | (string & {}) | undefined
  /** New values by path. */
  set?: EventChanges<Name> | undefined
  /** Paths of values to take out. */
  unset?: readonly string[] | undefined
  /** Keeps the event's id and time; without it each run gets new ones, as a second real event would. */
  asIs?: boolean | undefined
  /** Checks the event against its schema; true without it. */
  validate?: boolean | undefined
  /**
   * What the site is like. One of `createWorld` lives on from run to run; its first run then decides on
   * `secrets`, `timeoutMs`, `liveFetch` and `seed`.
   */
  world?: WorldOptions | SimulatedWorld | undefined
  /** Values of secrets, over those of `.env.local` and `.env`. */
  secrets?: Record<string, string> | undefined
  /** Limit of the handler in ms; 14,000 without it. */
  timeoutMs?: number | undefined
  /** Really sends what the handler fetches and no canned answer matches. */
  liveFetch?: boolean | undefined
  /** Makes chance, ids and the clock in the handler the same in every run. */
  seed?: number | undefined
}

/** Documented limit of web modules; the one of event handlers is not published. */
const defaultTimeoutMs = 14_000

/**
 * Runs the handler of a site with an event, in a thread of its own, and tells what it did: the runner of
 * `badge-events simulate`. A handler that throws, hangs or crashes is a result, never a rejection.
 *
 * `created`, `updated` and `deleted` mean the v3 handler where it is exported, else the v4 one.
 *
 * @param event - a key (`assigned`), an alias, a Velo handler or a webhook type
 * @throws BadgeEventsError `SITE_NOT_FOUND`, `HANDLER_FILE_NOT_FOUND`, `CODE_INVALID`, `IMPORT_UNRESOLVED`,
 *   `EVENT_UNKNOWN`, `EVENT_INVALID`, `FIXTURE_NOT_FOUND`, `FIXTURE_INVALID`, `OVERRIDE_INVALID`,
 *   `DATA_INVALID`, `USAGE_INVALID`
 * @see docs/library.md
 */
export async function simulate<const Name extends EventName>(
  event: Name,
  options: SimulateOptions<Name> = {},
): Promise<RunResultOf<Name>> {
  const { cwd = process.cwd(), world = {} } = options
  const project = findProject(cwd, options.handler)
  const bundle = await bundleSite(project)
  const selection = selectHandlers(event, bundle.exports, options.api, bundle.sdk !== null)
  if (selection.status === 'no-handler') {
    const file = handlersName(project)
    return noHandlerResult(selection, file) as RunResultOf<Name>
  }
  const target = pick(selection.targets, event)
  const input = await readEvent(event, target, cwd, options)
  const job = createJob({ target, event: input }, bundle, () => globalThis.crypto.randomUUID())
  const state = stateOf(world)
  const { secrets, liveFetch, seed, timeoutMs = defaultTimeoutMs } = options
  const around = {
    cannedAnswers: await readCannedAnswers(project.folder),
    world: toSettings(state ? state.options : (world as WorldOptions)),
    ...{ secrets, liveFetch, seed },
  }
  const create = () =>
    createSiteRunner(
      { project, bundle, ...around },
      { timeoutMs, fresh: false, startThread: startWorker },
    )
  const runner = state ? state.runner(bundle, project.folder, create) : create()
  try {
    const result = await runner.run(job)
    state?.note(result)
    return result as RunResultOf<Name>
  } finally {
    if (!state) await runner.close()
  }
}

function pick(targets: readonly Target[], name: string): Target {
  const exact = targets.find(({ definition }) => definition?.key === name)
  const target = exact ?? targets[0]
  if (target) return target
  throw new BadgeEventsError('INTERNAL', `No handler was picked for ${name}`)
}

async function readEvent(
  name: string,
  { definition }: Target,
  cwd: string,
  options: SimulateOptions,
): Promise<EventObject> {
  const { fixture, validate = true } = options
  const given =
    typeof fixture === 'object'
      ? givenObject(fixture)
      : fixtureNamed(fixture ?? definition?.key ?? name, cwd)
  const event = changeEvent(given.event, options)
  if (definition && validate) {
    await checkEvent(definition, event, given, changesOf(options), checkHints)
  }
  return event
}

function givenObject(object: object): Fixture {
  const event = parseEventObject(structuredClone(object))
  const source = 'The event'
  return { event, definition: null, eventType: null, source, file: null, isOurs: false }
}

function toSettings(world: WorldOptions): WorldSettings {
  return JSON.parse(JSON.stringify(world)) as WorldSettings
}
