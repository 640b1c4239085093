import type { EventDefinition } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import { applyOverrides } from '../event/overrides.js'
import { connectEvents } from '../event/sequence.js'
import type { EventObject } from '../event/types.js'
import { toVelo } from '../event/velo.js'
import type { SiteEvent } from '../platform/protocol.js'
import type { Target } from '../runner/select.js'
import { type CheckHints, checkEvent, type EventChanges, type EventSource } from './event.js'
import { defaultFixture } from './fixture.js'

/** What happens on a site, change by change. */
export interface Story {
  chapters: Chapter[]
}

/** One change, and those who are told of it: handlers of v3 and of v4, where a site has both. */
export interface Chapter {
  /** As the user called it. */
  name: string
  /** Each with its own event. Without any, it happens and nobody is told. */
  runs: { target: Target; event: EventObject }[]
  /** What it does to the site; null for an event outside the catalog, of which nobody knows. */
  happening: { definition: EventDefinition; event: EventObject } | null
}

/** A chapter, before its events are known. */
export interface Outline {
  name: string
  definition: EventDefinition
  targets: readonly Target[]
}

export interface StoryOptions extends EventChanges {
  /** The site's `badge-events` folder; null outside a site. */
  folder: string | null
  /** Keeps ids and times of the fixtures as far as they can differ. */
  asIs: boolean
  /** Changes have to fit the schema of an event. */
  validate: boolean
  checkHints: CheckHints
}

/** Between two changes, in ms. */
const stepMs = 1000

/**
 * Writes a story: one badge and one member throughout; ids, title, revision and times run on.
 *
 * @throws BadgeEventsError `EVENT_INVALID` or `OVERRIDE_INVALID` when a change fits none of the events,
 * `FIXTURE_INVALID`
 */
export async function writeStory(
  outlines: readonly Outline[],
  options: StoryOptions,
  source: EventSource,
): Promise<Story> {
  const parts = outlines.flatMap(({ definition, targets }, step) => {
    const told = targets.flatMap((target) => target.definition ?? [])
    return (told.length > 0 ? told : [definition]).map((one) => ({
      definition: one,
      event: defaultFixture(one, options.folder).event,
      step,
    }))
  })
  const changed = await changeEach(parts, options)
  const events = connectEvents(changed, {
    timeOf: createTimeline(changed, outlines.length, options, source),
    idOf: createIds(options, source),
  })
  const told = changed.map((part, index) => ({ ...part, event: events[index] as EventObject }))
  return {
    chapters: outlines.map(({ name, targets }, step) => {
      const own = told.filter((part) => part.step === step)
      const runs = targets.flatMap((target) => {
        const part = own.find((one) => one.definition === target.definition)
        return part ? [{ target, event: part.event }] : []
      })
      return { name, runs, happening: own[0] ?? null }
    }),
  }
}

interface Part {
  definition: EventDefinition
  event: EventObject
  step: number
}

/** Each change goes to all events that it fits. */
async function changeEach(parts: readonly Part[], options: StoryOptions): Promise<Part[]> {
  const { set, unset } = options
  const own = set.find((text) => /^metadata\.(id|eventTime)=/.test(text))
  if (own !== undefined) throw notOfAll(own)
  const changes = [
    ...set.map((text) => ({ text, set: [text], unset: [] })),
    ...unset.map((text) => ({ text, set: [], unset: [text] })),
  ]
  let changed = [...parts]
  for (const change of changes) {
    const tried = await Promise.all(changed.map((part) => tryChange(part, change, options)))
    if (tried.every((event) => event === null)) await throwMisfit(changed, change, options)
    changed = changed.map((part, index) => ({ ...part, event: tried[index] ?? part.event }))
  }
  return changed
}

interface Change {
  text: string
  set: readonly string[]
  unset: readonly string[]
}

/** The event with the change; null when it does not fit. */
async function tryChange(
  { definition, event }: Part,
  change: Change,
  { validate }: StoryOptions,
): Promise<EventObject | null> {
  // Without a schema, it fits where the part of the event that it changes is there.
  if (!validate) return isAbout(event, change) ? applyOverrides(event, change) : null
  try {
    const changed = applyOverrides(event, change)
    const { validateEvent } = await import('../event/validate.js')
    const [before, after] = await Promise.all(
      [event, changed].map((one) => validateEvent(definition, one)),
    )
    return (after?.length ?? 0) > (before?.length ?? 0) ? null : changed
  } catch (error) {
    if (error instanceof BadgeEventsError) return null
    throw error
  }
}

function isAbout(event: EventObject, { text }: Change): boolean {
  const [root = ''] = text.split(/[.[=]/)
  return root in event
}

/** Says what is wrong with a change that fits none, by the event that it seems to be about. */
async function throwMisfit(
  parts: readonly Part[],
  change: Change,
  { folder, checkHints }: StoryOptions,
): Promise<void> {
  const part = parts.find(({ event }) => isAbout(event, change)) ?? parts[0]
  if (!part) return
  const { definition } = part
  const changed = applyOverrides(part.event, change)
  const given = { set: change.set, unset: change.unset }
  await checkEvent(definition, changed, defaultFixture(definition, folder), given, checkHints)
  throw new BadgeEventsError('OVERRIDE_INVALID', `${change.text} fits none of these events`, {
    hint: `\`badge-events events ${definition.key} --schema\` shows what fits one of them.`,
  })
}

function notOfAll(change: string): BadgeEventsError {
  return new BadgeEventsError(
    'OVERRIDE_INVALID',
    `${change}: each event of a sequence has an id and a time of its own`,
    { hint: 'Leave it out, or run the event alone.' },
  )
}

function createTimeline(
  parts: readonly Part[],
  steps: number,
  { asIs }: StoryOptions,
  { now }: EventSource,
): (step: number) => Date {
  const first = Date.parse(String(parts[0]?.event.metadata.eventTime))
  const start = asIs && !Number.isNaN(first) ? first : now().getTime() - (steps - 1) * stepMs
  return (step) => new Date(start + step * stepMs)
}

/** New ids, or those of the fixtures; an event that comes twice has the second time a variant of its own. */
function createIds(
  { asIs }: StoryOptions,
  { newId }: EventSource,
): (index: number, event: EventObject) => string {
  const taken = new Set<string>()
  return (index, { metadata }) => {
    if (!asIs) return newId()
    const id = taken.has(metadata.id) ? variantOf(metadata.id, index) : metadata.id
    taken.add(id)
    return id
  }
}

function variantOf(id: string, index: number): string {
  const suffix = index.toString(16).padStart(4, '0')
  return id.length > suffix.length ? id.slice(0, -suffix.length) + suffix : `${id}-${suffix}`
}

/** Tells, delivery by delivery, what has happened on the site meanwhile and was not known before. */
export interface Happenings {
  /** What happened until a chapter is delivered: a late delivery finds the site as it is then. */
  until(chapter: number): SiteEvent[]
}

export function createHappenings({ chapters }: Story): Happenings {
  let known = 0
  return {
    until(chapter) {
      const news = chapters
        .slice(known, chapter + 1)
        .flatMap(({ happening }) =>
          happening ? [{ key: happening.definition.key, event: toVelo(happening.event) }] : [],
        )
      known = Math.max(known, chapter + 1)
      return news
    },
  }
}
