import { BadgeEventsError } from '../errors.js'
import { definitions } from './definitions.js'
import { nearest } from './suggest.js'
import type { EventDefinition } from './types.js'

export { definitions } from './definitions.js'
export { type EventKey, eventKeys } from './keys.js'
export { nearest } from './suggest.js'
export type { EventDefinition } from './types.js'

/**
 * The event with this name: its key (`assigned`), an alias (`removed`), the Velo handler
 * (`wixBadges_onBadgeAssigned`), the function of the SDK that registers a handler
 * (`badges.onBadgeAssigned`) or the webhook type (`wix.badges.v3.badge_badge_assigned`).
 * Upper and lower case are the same.
 */
export function findEvent(name: string): EventDefinition | undefined {
  return byName.get(name.toLowerCase())
}

/**
 * Like {@link findEvent}, for a name that a person typed.
 *
 * @throws BadgeEventsError `EVENT_UNKNOWN`, with the nearest names as the hint
 */
export function parseEventName(name: string): EventDefinition {
  const definition = findEvent(name)
  if (definition !== undefined) return definition
  const names = nearest(name, allNames)
  throw new BadgeEventsError('EVENT_UNKNOWN', `There is no event "${name}"`, {
    hint:
      names.length > 0
        ? `Did you mean ${names.join(', ')}? \`badge-events events\` lists them all.`
        : '`badge-events events` lists all events.',
    details: { name, nearest: names },
  })
}

/**
 * The events that a typed name stands for: `created`, `updated` and `deleted` of a badge exist in v3
 * and v4 and a site may be called by either, so these three stand for both. Any other name, such as
 * `created-v4` or a handler's, says exactly which one is meant.
 */
export function eventFamily(name: string): readonly EventDefinition[] {
  const definition = parseEventName(name)
  if (definition.key !== name.toLowerCase()) return [definition]
  return definitions.filter(({ key }) => key === definition.key || key === `${definition.key}-v4`)
}

function namesOf(definition: EventDefinition): string[] {
  const { key, aliases, veloHandler, webhookType } = definition
  return [key, ...aliases, ...(veloHandler === null ? [] : [veloHandler]), webhookType]
}

function sdkNames({ sdk }: EventDefinition): string[] {
  return sdk ? [`${sdk.module}.${sdk.name}`] : []
}

const byName: ReadonlyMap<string, EventDefinition> = new Map(
  definitions.flatMap((definition) =>
    [...namesOf(definition), ...sdkNames(definition)].map(
      (name) => [name.toLowerCase(), definition] as const,
    ),
  ),
)

const allNames = definitions.flatMap(namesOf)
