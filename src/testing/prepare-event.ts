import type { EventDefinition } from '../catalog/types.js'
import { BadgeEventsError } from '../errors.js'
import { freshen } from '../event/fresh.js'
import { applyOverrides } from '../event/overrides.js'
import type { EventObject } from '../event/types.js'
import type { LoadedFixture } from './fixtures.js'

export interface EventOptions {
  /** New values by path. */
  set?: Record<string, unknown> | undefined
  /** Paths of values to take out. */
  unset?: readonly string[] | undefined
  /** Keeps the event's id and time; without it each call gets new ones, as a second real event would. */
  asIs?: boolean | undefined
}

/**
 * A fixture with its changes, an id and a time of its own.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID`
 */
export function changeEvent(
  event: EventObject,
  { set = {}, unset = [], asIs = false }: EventOptions,
): EventObject {
  const texts = Object.entries(set).map(([path, value]) => assignment(path, value))
  const changed = applyOverrides(event, { set: texts, unset })
  if (asIs) return changed
  const fresh = freshen(changed, { now: new Date(), id: globalThis.crypto.randomUUID() })
  const keep = (key: 'id' | 'eventTime') =>
    Object.hasOwn(set, `metadata.${key}`) ? { [key]: changed.metadata[key] } : {}
  return { ...fresh, metadata: { ...fresh.metadata, ...keep('id'), ...keep('eventTime') } }
}

/** Text that is JSON stays text: `'42'` is no number. */
function assignment(path: string, value: unknown): string {
  const text = JSON.stringify(value)
  if (text !== undefined) return `${path}=${text}`
  throw new BadgeEventsError('OVERRIDE_INVALID', `The new value of ${path} is no JSON value`, {
    hint: `unset: ['${path}'] takes a value out.`,
  })
}

/**
 * Checks an event against its schema.
 *
 * @throws BadgeEventsError `EVENT_INVALID`, with all problems
 */
export async function checkEvent(
  definition: EventDefinition,
  event: EventObject,
  { source }: LoadedFixture,
): Promise<void> {
  const { validateEvent } = await import('../event/validate.js')
  const problems = await validateEvent(definition, event)
  if (problems.length === 0) return
  const lines = problems.map(({ path, message, nearest }) => {
    const meant = nearest === undefined ? '' : `; did you mean ${nearest}?`
    return `  ${path === '' ? 'the event' : path}: ${message}${meant}`
  })
  throw new BadgeEventsError(
    'EVENT_INVALID',
    `${source} with your changes does not fit ${definition.webhookType}:\n${lines.join('\n')}`,
    { hint: 'validate: false sends it all the same.', details: { problems } },
  )
}
