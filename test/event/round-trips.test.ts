import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { compactVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { definitions, parseEventName } from '../../src/catalog/index.js'
import { fromDomain, toDomain } from '../../src/event/domain.js'
import { fromEnvelope, toEnvelope } from '../../src/event/envelope.js'
import { withMemberShape } from '../../src/event/member-shape.js'
import { normalise } from '../../src/event/normalise.js'
import { parseEventObject } from '../../src/event/parse.js'
import { fromSdk, toSdk } from '../../src/event/sdk.js'
import type { EventObject } from '../../src/event/types.js'
import { fromVelo, toVelo } from '../../src/event/velo.js'
import { signWebhook } from '../../src/event/webhook.js'
import { localIdentity, localInstanceId } from '../../src/event/webhook-metadata.js'
import { webhookEvent } from './arbitraries.js'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** Through JSON, because that is how each of these forms travels. */
function sent<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

/** A domain event carries nothing of the envelope around it. */
function withoutEnvelope(event: EventObject): EventObject {
  const { instanceId, identity, accountInfo, ...metadata } = event.metadata
  return { ...event, metadata }
}

describe.each(definitions.map((definition) => [definition.key, definition] as const))(
  'an event object of %s comes back unchanged',
  (_, definition) => {
    const anyEvent = webhookEvent(definition)
    const withMs = anyEvent.map((event) => ({
      ...event,
      metadata: {
        ...event.metadata,
        eventTime: new Date(event.metadata.eventTime).toISOString(),
      },
    }))

    test('from a domain event', () => {
      fc.assert(
        fc.property(anyEvent, (event) => {
          const domain = sent(toDomain(event, definition))
          expect(fromDomain(domain)).toStrictEqual(withoutEnvelope(event))
          expect(normalise(domain)).toStrictEqual({
            event: withoutEnvelope(event),
            eventType: definition.webhookType,
            from: 'domain',
          })
        }),
      )
    })

    test('from a webhook envelope', () => {
      fc.assert(
        fc.property(anyEvent, (event) => {
          const envelope = sent(toEnvelope(event, definition))
          expect(fromEnvelope(envelope)).toStrictEqual(event)
          expect(normalise(JSON.stringify(envelope))).toStrictEqual({
            event,
            eventType: definition.webhookType,
            from: 'envelope',
          })
        }),
      )
    })

    test('from an SDK envelope, but for the digits below a millisecond', () => {
      fc.assert(
        fc.property(withMs, (event) => {
          expect(fromSdk(toSdk(event, definition))).toStrictEqual(event)
          const logged = JSON.stringify(toSdk(event, definition))
          expect(normalise(logged)).toStrictEqual({
            event,
            eventType: definition.webhookType,
            from: 'sdk',
          })
        }),
      )
    })

    test('from a signed webhook', async () => {
      await fc.assert(
        fc.asyncProperty(anyEvent, async (event) => {
          const envelope = toEnvelope(event, definition)
          const body = await signWebhook(envelope, { privateKey, issuedAt: new Date(0) })
          expect(normalise(`${body}\n`)).toStrictEqual({
            event,
            eventType: definition.webhookType,
            from: 'jwt',
          })
        }),
        { numRuns: 20 },
      )
    })

    test('from a Velo handler, but for what only webhooks carry', () => {
      fc.assert(
        fc.property(anyEvent, (event) => {
          const { id, entityId, eventTime, triggeredByAnonymizeRequest } = event.metadata
          const { modifiedFields, ...rest } = event
          const metadata = { id, entityId, eventTime, triggeredByAnonymizeRequest }
          expect(fromVelo(toVelo(event))).toStrictEqual({ ...rest, metadata })
        }),
      )
    })
  },
)

describe('forms of the shipped fixtures', () => {
  test.each(definitions)('$key survives a webhook, with its metadata filled in', (definition) => {
    const event = parseEventObject(readFixture(definition.key))
    expect(fromEnvelope(toEnvelope(event, definition))).toStrictEqual({
      ...event,
      metadata: {
        instanceId: localInstanceId,
        identity: localIdentity,
        entityFqdn: definition.entityFqdn,
        slug: definition.slug,
        ...event.metadata,
      },
    })
  })
})

describe('domain events', () => {
  const memberCreated = parseEventName('member-created')
  const member = parseEventObject(readFixture('member-created'))

  test('a member travels in the declared shape, and comes back in the printed one', () => {
    const domain = toDomain(member, memberCreated)
    expect(domain.createdEvent?.entity).toHaveProperty('contact.addresses[0].id')
    expect(domain.createdEvent?.entity).toHaveProperty('profile.photo.id')
    expect(domain.createdEvent?.entity).not.toHaveProperty('contactDetails')
    expect(toDomain(withMemberShape(member, 'v2'), memberCreated)).toStrictEqual(domain)
    expect(fromDomain(domain).entity).toStrictEqual(member.entity)
  })

  test('names that a site owner chose are nobody else’s to change', () => {
    const entity = {
      _id: 'ann',
      contactDetails: { customFields: { id: { name: 'id', value: { _id: 1, createdDate: 2 } } } },
    }
    const domain = toDomain({ ...member, entity }, memberCreated)
    expect(domain.createdEvent?.entity).toStrictEqual({
      contact: entity.contactDetails,
      id: 'ann',
    })
    expect(fromDomain(domain).entity).toStrictEqual({
      contactDetails: entity.contactDetails,
      _id: 'ann',
    })
  })

  test('the icon of a v4 badge is an image object', () => {
    const event = parseEventObject(readFixture('created-v4'))
    const domain = toDomain(event, parseEventName('created-v4'))
    expect(domain.createdEvent?.entity.icon).toStrictEqual({
      id: '5b1d7e_3c90a4f2be6b4d1fa7c8e05d9b21f634~mv2.png',
      width: 96,
      height: 96,
    })
  })

  test('the icon of a v3 badge stays an address', () => {
    const event = parseEventObject(readFixture('created'))
    const domain = toDomain(event, parseEventName('created'))
    expect(domain.createdEvent?.entity.icon).toBe(event.entity?.icon)
  })

  test.each([
    ['createdEvent', 'entityAsJson', 'created', 'entity'],
    ['updatedEvent', 'currentEntityAsJson', 'updated', 'entity'],
    ['deletedEvent', 'deletedEntityAsJson', 'deleted', 'entity'],
    ['actionEvent', 'bodyAsJson', 'badge_assigned', 'data'],
  ])('%s.%s is read too', (branch, key, slug, part) => {
    const domain = {
      id: '1',
      entityFqdn: 'wix.badges.v3.badge',
      slug,
      [branch]: { [key]: '{"id":"b","title":"T"}' },
    }
    expect(fromDomain(domain)).toHaveProperty(part, { _id: 'b', title: 'T' })
  })

  test('a payload of another event than ours is kept', () => {
    const domain = {
      id: '1',
      entityFqdn: 'wix.contacts.v4.contact',
      slug: 'created',
      entityId: 'c',
      createdEvent: { entity: { id: 'c', icon: { id: 'i' } } },
    }
    expect(normalise(domain)).toMatchObject({
      event: { entity: { _id: 'c', icon: { _id: 'i' } }, metadata: { id: '1' } },
      eventType: 'wix.contacts.v4.contact_created',
    })
  })
})

describe('signWebhook', () => {
  const envelope = toEnvelope(parseEventObject(readFixture('assigned')), parseEventName('assigned'))
  const issuedAt = new Date('2026-03-05T17:20:12.900Z')

  test('is an RS256 token whose payload holds the envelope as text', async () => {
    const body = await signWebhook(envelope, {
      privateKey,
      kid: 'k1',
      issuedAt,
      expiresInMs: 60_000,
    })
    const { payload, protectedHeader } = await compactVerify(body, publicKey)
    expect(protectedHeader).toEqual({ alg: 'RS256', kid: 'k1' })
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      data: JSON.stringify(envelope),
      iat: 1772731212,
      exp: 1772731272,
    })
  })

  test('takes a PEM key, and needs no key id', async () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const body = await signWebhook(envelope, { privateKey: pem, issuedAt })
    const { protectedHeader } = await compactVerify(body, publicKey)
    expect(protectedHeader).toEqual({ alg: 'RS256' })
  })
})
