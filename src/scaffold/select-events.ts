import { definitions, type EventDefinition, eventFamily } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import type { SiteKind } from './detect-site.js'

export interface EventChoice {
  /** Names as people type them. */
  events?: readonly string[] | undefined
  api?: 'v3' | 'v4' | undefined
}

/**
 * The events to write handlers for, in the order of the catalog.
 *
 * @throws BadgeEventsError `EVENT_UNKNOWN`, and `USAGE_INVALID` when nothing is left to handle
 */
export function selectEvents({ events, api }: EventChoice, kind: SiteKind): EventDefinition[] {
  if (events?.length === 0) {
    throw new BadgeEventsError('USAGE_INVALID', '--events names no event', {
      hint: 'badge-events init --events assigned,created. `badge-events events` lists them.',
    })
  }
  const named = events?.map((name) => ({ name, family: eventFamily(name) }))
  for (const { name, family } of named ?? []) {
    if (!family.some((definition) => canHandle(definition, kind))) throw noHandler(name, kind)
  }
  const wanted = named ? new Set(named.flatMap(({ family }) => family)) : defaultEvents(kind, api)
  const selected = definitions.filter(
    (definition) =>
      wanted.has(definition) &&
      canHandle(definition, kind) &&
      (api === undefined || definition.api === api),
  )
  if (selected.length > 0) return selected
  throw new BadgeEventsError('USAGE_INVALID', `None of these events belongs to the ${api} API`, {
    hint: '`badge-events events` lists the events and their APIs.',
  })
}

/** The badge events. Of the SDK's only those of v4, unless asked: it marks those of v3 as deprecated. */
function defaultEvents(kind: SiteKind, api: EventChoice['api']): Set<EventDefinition> {
  const apis: readonly string[] = kind === 'cli-app' ? [api ?? 'v4'] : ['v3', 'v4']
  return new Set(definitions.filter((definition) => apis.includes(definition.api)))
}

function canHandle({ veloHandler, sdk }: EventDefinition, kind: SiteKind): boolean {
  return (kind === 'cli-app' ? sdk : veloHandler) !== null
}

function noHandler(name: string, kind: SiteKind): BadgeEventsError {
  return kind === 'cli-app'
    ? new BadgeEventsError('USAGE_INVALID', `The SDK has no event for "${name}"`, {
        hint: 'An app gets it as a webhook only. Leave it out of --events.',
      })
    : new BadgeEventsError('USAGE_INVALID', `Velo has no handler for "${name}"`, {
        hint: 'An events.js cannot receive it; apps can. Leave it out of --events.',
      })
}
