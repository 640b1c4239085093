import { readFixture } from '../../catalog/fixture.js'
import type { EventDefinition } from '../../catalog/index.js'
import type { LocalKey } from '../../delivery/keys/local-key.js'
import type { Forgery } from '../../delivery/send/forge.js'
import { signDelivery } from '../../delivery/send/sign.js'
import { type MessageEnvelope, toEnvelope } from '../../event/envelope.js'
import { freshen } from '../../event/fresh.js'
import { parseEventObject } from '../../event/parse.js'
import type { EventObject } from '../../event/types.js'

/** The bodies that doctor posts, each with an event id of its own. */
export interface Deliveries {
  valid(definition: EventDefinition): Promise<string>
  forged(definition: EventDefinition, forgery: Forgery): Promise<string>
  /** Signed well, and of a type that nobody handles. */
  unhandled(definition: EventDefinition): Promise<string>
  /** As big as a badge event becomes. */
  large(definition: EventDefinition): Promise<string>
}

export interface DeliveriesOptions {
  key: LocalKey
  now(): Date
  newId(): string
}

/**
 * The id of the badge and of the member in all of them: its end is "doctor" in ASCII. There is no
 * such badge, and handlers can tell.
 */
export const doctorId = '00000000-0000-4000-8000-646f63746f72'

/** The type of an event that Wix does not have. */
export const unhandledType = 'wix.badges.v0.badge_doctor_probe'

/**
 * A badge may have a description of 1,500 characters, and one that is escaped takes 8 bytes in the
 * third layer of JSON: this many bytes of text, of which base64 makes 16 KB.
 */
const largeBytes = 12_000

export function createDeliveries({ key, now, newId }: DeliveriesOptions): Deliveries {
  const sign = (envelope: MessageEnvelope, forgery: Forgery | null = null): Promise<string> =>
    signDelivery(envelope, { key, forgery, now: now() })
  const next = (definition: EventDefinition, originatedFrom?: string): MessageEnvelope => {
    const event = freshen(markedEvent(definition), { now: now(), id: newId() })
    const metadata = {
      ...event.metadata,
      ...(originatedFrom === undefined ? {} : { originatedFrom }),
    }
    return toEnvelope({ ...event, metadata }, definition)
  }
  return {
    valid: (definition) => sign(next(definition)),
    forged: (definition, forgery) => sign(next(definition), forgery),
    unhandled: (definition) => sign({ ...next(definition), eventType: unhandledType }),
    large: (definition) => sign(next(definition, 'x'.repeat(largeBytes))),
  }
}

/** The shipped fixture, about a badge that does not exist. */
function markedEvent({ key }: EventDefinition): EventObject {
  const { data, entity, metadata, ...rest } = parseEventObject(readFixture(key))
  return {
    ...rest,
    ...(data === undefined ? {} : { data: mark(data) }),
    ...(entity === undefined ? {} : { entity: mark(entity) }),
    metadata: { ...metadata, entityId: doctorId },
  }
}

const marks: Readonly<Record<string, string>> = {
  _id: doctorId,
  badgeId: doctorId,
  memberId: doctorId,
  title: 'badge-events doctor',
}

function mark(fields: Record<string, unknown>): Record<string, unknown> {
  const isMarked = ([name]: [string, unknown]): boolean => Object.hasOwn(fields, name)
  return { ...fields, ...Object.fromEntries(Object.entries(marks).filter(isMarked)) }
}
