import { eventFamily, findEvent } from '../catalog/index.js'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import { findProject, handlersName } from '../project.js'
import { readCannedAnswers } from '../runner/canned-answers.js'
import { noHandlerResult } from '../runner/no-handler.js'
import type { RunResult } from '../runner/result.js'
import { type Selection, selectHandlers } from '../runner/select.js'
import { checkEvent } from '../simulation/event.js'
import { defaultFixture } from '../simulation/fixture.js'
import type { LoadedSite } from '../simulation/site.js'
import { type Outline, type Story, writeStory } from '../simulation/story.js'
import { checkHints, nextEvent, refuseFixture } from './event-input.js'
import { bundleExamined, prepareSimulation, readWorld, type SimulateOptions } from './simulation.js'

/** A site, and what happens on it. */
export interface PreparedStory {
  site: LoadedSite
  story: Story
  /** What to report instead when the site handles none of the events. */
  noHandler: RunResult | null
}

/** Finds the site, and makes a story of the events that were named. */
export async function prepareStory(
  options: SimulateOptions,
  context: Context,
): Promise<PreparedStory> {
  const { events = [] } = options
  return events.length > 1
    ? prepareSequence(events, options, context)
    : prepareSingle(options, context)
}

/** One event, which may be any that a file names. */
async function prepareSingle(options: SimulateOptions, context: Context): Promise<PreparedStory> {
  const { runs, noHandler, fixtures: _, ...site } = await prepareSimulation(options, context)
  const told = runs.map(({ target, event }) => ({
    target,
    event: nextEvent(event, options.input, context),
  }))
  const [first] = told
  const definition = first?.target.definition
  const name = options.events?.[0] ?? definition?.key ?? first?.target.handler.name ?? ''
  const happening = first && definition ? { definition, event: first.event } : null
  return { site, story: { chapters: [{ name, runs: told, happening }] }, noHandler }
}

async function prepareSequence(
  names: readonly string[],
  options: SimulateOptions,
  context: Context,
): Promise<PreparedStory> {
  refuseFixture(options.input)
  const project = findProject(context.cwd, options.handler)
  const bundle = await bundleExamined(project)
  const selections = names.map((name) =>
    selectHandlers(inCatalog(name), bundle.exports, options.api, bundle.sdk !== null),
  )
  const outlines = names.map((name, index) => outlineOf(name, selections[index], options))
  const { input } = options
  const source = { now: context.now, newId: context.newId }
  const story = await writeStory(
    outlines,
    { ...input, folder: project.folder, asIs: input.asIs === true, checkHints },
    source,
  )
  const runs = story.chapters.flatMap((chapter) => chapter.runs)
  if (input.validate) {
    for (const { target, event } of runs) {
      if (!target.definition) continue
      const fixture = defaultFixture(target.definition, project.folder)
      await checkEvent(target.definition, event, fixture, input, checkHints)
    }
  }
  const site = {
    project,
    bundle,
    cannedAnswers: await readCannedAnswers(project.folder),
    world: await readWorld(options, runs, context),
  }
  const [missing] = selections.filter((one) => one.status === 'no-handler')
  const file = handlersName(project)
  const noHandler = runs.length === 0 && missing ? noHandlerResult(missing, file) : null
  return { site, story, noHandler }
}

function outlineOf(
  name: string,
  selection: Selection | undefined,
  { api }: SimulateOptions,
): Outline {
  const targets = selection?.status === 'found' ? selection.targets : []
  const [first] = eventFamily(name).filter((one) => !api || one.api === api)
  const definition = targets[0]?.definition ?? first
  if (!definition) throw notInSequence(name)
  return { name, definition, targets }
}

function inCatalog(name: string): string {
  // Throws with the nearest names for one that is misspelled.
  if (!findEvent(name)) eventFamily(name)
  return name
}

function notInSequence(name: string): BadgeEventsError {
  return new BadgeEventsError(
    'USAGE_INVALID',
    `No handler of "${name}" can take part in a sequence`,
    {
      hint: '`badge-events events` lists the events.',
    },
  )
}
