import type { EventDefinition } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import { freshen } from '../event/fresh.js'
import { type MemberShape, withMemberShape } from '../event/member-shape.js'
import { applyOverrides } from '../event/overrides.js'
import type { EventObject } from '../event/types.js'
import type { Problem } from '../event/validate.js'
import type { Fixture } from './fixture.js'

/** What is to be different in an event from its fixture. */
export interface EventChanges {
  /** `path=value`; the value is JSON when it parses as JSON, text otherwise. */
  set: readonly string[]
  /** Paths of values to take out. */
  unset: readonly string[]
  memberShape?: MemberShape | undefined
}

/** How to say, to those who made the call, what they can do. */
export interface CheckHints {
  /** When a webhook is of another event. */
  otherEvent: string
  /** When the schema does not fit. */
  misfit(definition: EventDefinition): string
}

/** Where the new ids and times of events come from. */
export interface EventSource {
  now(): Date
  newId(): string
}

/**
 * The event of a fixture with its changes.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID`
 */
export function changeEvent(event: EventObject, changes: EventChanges): EventObject {
  const { set, unset, memberShape } = changes
  const shaped = memberShape ? withMemberShape(event, memberShape) : event
  return isChange(changes) ? applyOverrides(shaped, { set, unset }) : shaped
}

/** The event with an id and a time of its own, as a second real event would have; those that were set are kept. */
export function freshEvent(
  event: EventObject,
  { set }: Pick<EventChanges, 'set'>,
  { now, newId }: EventSource,
): EventObject {
  const fresh = freshen(event, { now: now(), id: newId() })
  const keep = (key: 'id' | 'eventTime') =>
    set.some((text) => text.startsWith(`metadata.${key}=`)) ? { [key]: event.metadata[key] } : {}
  return { ...fresh, metadata: { ...fresh.metadata, ...keep('id'), ...keep('eventTime') } }
}

/**
 * Checks an event that came of a fixture and changes: whether it is the event it is sent as, and fits
 * the schema of it.
 *
 * @throws BadgeEventsError `EVENT_INVALID`, with all problems
 */
export async function checkEvent(
  definition: EventDefinition,
  event: EventObject,
  fixture: Fixture,
  changes: EventChanges,
  hints: CheckHints,
): Promise<void> {
  const { eventType, source, isOurs } = fixture
  if (eventType !== null && eventType !== definition.webhookType) {
    throw new BadgeEventsError(
      'EVENT_INVALID',
      `${source} is a ${eventType}, not ${definition.webhookType}`,
      { hint: hints.otherEvent },
    )
  }
  const isChanged = isChange(changes)
  // What ships with the package is known to be valid, and checking costs start-up time.
  if (isOurs && fixture.definition === definition && !isChanged) return
  const { validateEvent } = await import('../event/validate.js')
  const problems = await validateEvent(definition, event)
  if (problems.length === 0) return
  const subject = isChanged ? `${source} with your changes` : source
  throw new BadgeEventsError(
    'EVENT_INVALID',
    `${subject} does not fit ${definition.webhookType}:\n${problems.map(describe).join('\n')}`,
    { hint: hints.misfit(definition), details: { problems } },
  )
}

function isChange({ set, unset }: EventChanges): boolean {
  return set.length + unset.length > 0
}

function describe({ path, message, nearest }: Problem): string {
  const name = path === '' ? 'the event' : path
  return `  ${name}: ${message}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`
}
