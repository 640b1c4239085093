import { BadgeEventsError } from '../errors.js'
import { fromDomain } from './domain.js'
import { fromEnvelope } from './envelope.js'
import { parseEventObject } from './parse.js'
import { type EventForm, type Recognised, recognise } from './recognise.js'
import { isRecord, kindOf } from './record.js'
import { fromSdk } from './sdk.js'
import type { EventObject } from './types.js'
import { datesToText } from './velo.js'
import { decodeWebhook } from './webhook.js'

export interface Normalised {
  event: EventObject
  /** The webhook type, `wix.badges.v3.badge_badge_assigned`, where the input says it. */
  eventType: string | null
  from: EventForm
}

/**
 * Takes an event in any form and returns it as an event object: a sample of the Wix documentation or
 * what a Velo handler logged, a domain event, a webhook envelope, an SDK envelope, or the token that
 * Wix posts. A token is decoded, **not** verified.
 *
 * @param input - a text, or a value that is parsed already
 * @param name - what to call the input in messages, a file name if it has one
 * @throws BadgeEventsError `FIXTURE_INVALID`
 */
export function normalise(input: unknown, name = 'input'): Normalised {
  const recognised = recognise(input, name)
  if (recognised.form === null) throw unrecognised(recognised.value, name)
  return fromForm(recognised, name)
}

function fromForm(recognised: Exclude<Recognised, { form: null }>, name: string): Normalised {
  const { form } = recognised
  switch (form) {
    case 'jwt': {
      const { envelope } = decodeWebhook(recognised.token, name)
      return { ...fromForm({ form: 'envelope', value: envelope }, name), from: 'jwt' }
    }
    case 'envelope': {
      const event = fromEnvelope(recognised.value, name)
      const { eventType } = recognised.value
      return { event, eventType: text(eventType) ?? eventTypeOf(event), from: form }
    }
    case 'domain':
      return withType(fromDomain(recognised.value, name), form)
    case 'sdk':
      return withType(fromSdk(recognised.value, name), form)
    case 'event':
      return withType(parseEventObject(datesToText(recognised.value), name), form)
  }
}

function withType(event: EventObject, from: EventForm): Normalised {
  return { event, eventType: eventTypeOf(event), from }
}

/** The webhook type that an event says itself, in the metadata that webhooks carry; null without it. */
export function eventTypeOf({ metadata }: EventObject): string | null {
  const { entityFqdn, slug } = metadata
  return text(entityFqdn) === null || text(slug) === null ? null : `${entityFqdn}_${slug}`
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function unrecognised(value: unknown, name: string): BadgeEventsError {
  const found = isRecord(value)
    ? `an object with ${Object.keys(value).slice(0, 6).join(', ') || 'no keys'}`
    : kindOf(value)
  return new BadgeEventsError(
    'FIXTURE_INVALID',
    `${name} is not an event: expected an object with metadata, got ${found}`,
    {
      hint: 'Expected an event object with "metadata", a Wix webhook (token or decoded), or a domain event.',
    },
  )
}
