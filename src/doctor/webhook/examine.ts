import {
  definitions,
  type EventDefinition,
  findEvent,
  parseEventName,
} from '../../catalog/index.js'
import { findProbed, isSameAnswer, isTaken, relevant, statusOf, textOf } from './answers.js'
import { createDeliveries, type DeliveriesOptions } from './deliveries.js'
import { createInquiry, type Inquiry, type InquiryOptions } from './inquiry.js'
import {
  contentTypeProbes,
  createProbes,
  forgeries,
  getProbe,
  junkBodies,
  type Probes,
} from './probes.js'
import { readTell } from './tells.js'
import type { Examination, Probed } from './types.js'

export interface ExamineOptions extends DeliveriesOptions, InquiryOptions {
  /** The event to send; null to find one that the server takes. */
  definition: EventDefinition | null
}

type ProbesOf = (definition: EventDefinition, contentType?: string | null) => Probes

/**
 * Sends a server good and bad deliveries, one after another: 17, and when it does not take the first
 * event, up to 15 more to find one that it takes. Ends early when the server is gone or silent, or has
 * nothing at this address.
 *
 * @throws BadgeEventsError `SERVER_UNREACHABLE` when nobody listens, `INTERRUPTED`
 */
export async function examineServer(options: ExamineOptions): Promise<Examination> {
  const inquiry = createInquiry(options)
  const deliveries = createDeliveries(options)
  const probesOf: ProbesOf = (definition, contentType = 'text/plain') =>
    createProbes({ definition, deliveries, contentType })
  const { send, probed } = inquiry

  const first = options.definition ?? parseEventName('assigned')
  const probes = probesOf(first)
  await send(async () => getProbe)
  await sendContentTypes(probes, inquiry)
  if (isElsewhere(probed)) return { event: first.key, probed }
  await send(() => probes.forged('bad-signature'))
  await send(() => probes.junk('json-quoted'))
  const isFixed = options.definition !== null || !mayWantAnother(probed)
  const definition = isFixed ? first : await findWanted(first, inquiry, probesOf)
  await sendRest(definition, inquiry, probesOf)
  return { event: definition.key, probed }
}

async function sendContentTypes(probes: Probes, { send }: Inquiry): Promise<void> {
  for (const name of contentTypeProbes) await send(() => probes.valid(name))
}

/** Not here, or somewhere else: no answer about deliveries. */
const elsewhere: readonly number[] = [301, 302, 303, 307, 308, 404, 405]

function isElsewhere(probed: readonly Probed[]): boolean {
  return contentTypeProbes.every((name) => {
    const sent = findProbed(probed, name)
    return sent !== undefined && elsewhere.includes(statusOf(sent))
  })
}

/** It verified the delivery, as far as can be seen, and did not want that event. */
function mayWantAnother(probed: readonly Probed[]): boolean {
  const valid = contentTypeProbes.flatMap((name) => findProbed(probed, name) ?? [])
  if (valid.some(isTaken)) return false
  if (isTakenAs(probed, 'json-quoted') || isTakenAs(probed, 'bad-signature')) return false
  const tells = valid.map((sent) => readTell(textOf(sent)))
  if (tells.includes('event-unexpected')) return true
  const [plain] = valid
  const forged = findProbed(probed, 'bad-signature')
  const isVerified = plain && forged && !isSameAnswer(plain, forged)
  return isVerified === true && tells[0] === null && statusOf(plain) !== 415
}

function isTakenAs(probed: readonly Probed[], name: 'json-quoted' | 'bad-signature'): boolean {
  const sent = findProbed(probed, name)
  return sent !== undefined && isTaken(sent)
}

/** The first other event that the server takes, those that it names before all; else the first one. */
async function findWanted(
  first: EventDefinition,
  inquiry: Inquiry,
  probesOf: ProbesOf,
): Promise<EventDefinition> {
  const unknown = await inquiry.send(() => probesOf(first).unhandled())
  // Who takes an event that Wix does not have, refuses this one for another reason.
  if (unknown === null || isTaken(unknown)) return first
  for (const definition of candidates(first, inquiry.probed)) {
    const probes = probesOf(definition)
    const sent = await inquiry.send(() => probes.valid('text-plain'))
    if (sent === null || !isTaken(sent)) continue
    for (const name of contentTypeProbes.slice(1)) await inquiry.send(() => probes.valid(name))
    return definition
  }
  return first
}

function candidates(first: EventDefinition, probed: readonly Probed[]): EventDefinition[] {
  const words = probed.flatMap((sent) => textOf(sent).match(/wix\.[\w.]+/g) ?? [])
  const named = words.flatMap((word) => findEvent(word) ?? [])
  const ofBadges = definitions.filter(({ entityFqdn }) => entityFqdn.startsWith('wix.badges.'))
  const all = new Set([...named, ...ofBadges])
  all.delete(first)
  return [...all]
}

async function sendRest(
  definition: EventDefinition,
  { send, probed }: Inquiry,
  probesOf: ProbesOf,
): Promise<void> {
  const sent = relevant({ event: definition.key, probed })
  const taken = sent.find((one) => one.probe.expected === 'accept' && isTaken(one))
  const { again, forged, junk, unhandled, large, valid } = probesOf(
    definition,
    taken?.probe.contentType,
  )
  if (taken) await send(async () => again(taken.probe))
  for (const forgery of forgeries) {
    if (forgery !== 'bad-signature') await send(() => forged(forgery))
  }
  for (const body of junkBodies) {
    if (body !== 'json-quoted') await send(() => junk(body))
  }
  // What it makes of these says nothing when it takes none at all.
  if (!taken) return
  if (!findProbed(probed, 'event-unhandled')) await send(unhandled)
  await send(large)
  await send(() => valid('at-last'))
}
