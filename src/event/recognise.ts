import { parseJson } from './json.js'
import { isJwt } from './jwt.js'
import { isRecord } from './record.js'

/** The forms in which an event may be handed in. */
export type EventForm = 'event' | 'domain' | 'envelope' | 'jwt' | 'sdk'

export type Recognised =
  | { form: 'jwt'; token: string }
  | { form: Exclude<EventForm, 'jwt'>; value: Record<string, unknown> }
  | { form: null; value: unknown }

/**
 * Tells by its shape in which form an event is. A text is a token or JSON. `form` is null when it is
 * no event.
 *
 * @throws BadgeEventsError `FIXTURE_INVALID` when a text is neither a token nor JSON
 */
export function recognise(input: unknown, name = 'input'): Recognised {
  if (typeof input === 'string') {
    if (isJwt(input)) return { form: 'jwt', token: input.trim() }
    const value = parseJson(input, name)
    // Some loggers write a body that is text as JSON text.
    return typeof value === 'string' && isJwt(value)
      ? recognise(value, name)
      : recogniseValue(value)
  }
  return recogniseValue(input)
}

function recogniseValue(value: unknown): Recognised {
  if (!isRecord(value)) return { form: null, value }
  if (isRecord(value.metadata)) {
    return { form: Object.hasOwn(value.metadata, '_id') ? 'sdk' : 'event', value }
  }
  if (isDomainEvent(value)) return { form: 'domain', value }
  if (typeof value.eventType === 'string' && value.data !== undefined) {
    return { form: 'envelope', value }
  }
  return { form: null, value }
}

const branches = ['createdEvent', 'updatedEvent', 'deletedEvent', 'actionEvent']

function isDomainEvent(value: Record<string, unknown>): boolean {
  const hasName = typeof value.slug === 'string' || typeof value.entityFqdn === 'string'
  return hasName && branches.some((branch) => isRecord(value[branch]))
}
