import { generateKeyPairSync } from 'node:crypto'
import { badgeAssignments, badges, badgesV2, members } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { definitions, type EventDefinition, parseEventName } from '../../src/catalog/index.js'
import { toEnvelope } from '../../src/event/envelope.js'
import { parseEventObject } from '../../src/event/parse.js'
import { toSdk } from '../../src/event/sdk.js'
import type { EventObject } from '../../src/event/types.js'
import { signWebhook } from '../../src/event/webhook.js'
import { webhookEvent } from './arbitraries.js'

/*
 * The oracle is the real thing: what we sign goes through the webhook processing of @wix/sdk, and
 * what a registered handler then gets has to be what toSdk() says, to the types and the order of
 * the keys.
 */

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

type Register = (handler: (event: unknown) => void) => void

function createReceiver(definition: EventDefinition) {
  const client = createClient({
    auth: AppStrategy({ appId: 'local-app', publicKey: keys.publicKey }),
    modules: { badges, badgesV2, badgeAssignments, members },
  })
  const received: unknown[] = []
  const registers: Record<string, Record<string, unknown>> = {
    badges: client.badges,
    badgesV2: client.badgesV2,
    badgeAssignments: client.badgeAssignments,
    members: client.members,
  }
  const register = registers[definition.sdk?.module ?? '']?.[definition.sdk?.name ?? '']
  expect(register, `${definition.sdk?.module}.${definition.sdk?.name}`).toBeTypeOf('function')
  ;(register as Register)((event) => received.push(event))
  return async (event: EventObject) => {
    const body = await signWebhook(toEnvelope(event, definition), {
      privateKey: keys.privateKey,
      kid: 'local',
      issuedAt: new Date(),
    })
    await client.webhooks.process(body)
    expect(received).toHaveLength(1)
    return received.pop()
  }
}

/** Order of keys as a handler's console.log would show it. */
function shape(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return typeof value
  // The SDK takes modified fields apart and puts them together again, in another order.
  return Object.entries(value).map(([key, inner]) => [
    key,
    key === 'modifiedFields' ? '' : shape(inner),
  ])
}

const withSdk = definitions.filter(({ sdk }) => sdk !== null)

describe('what a handler of @wix/sdk receives', () => {
  test('ten events have an SDK handler', () => {
    expect(withSdk).toHaveLength(10)
  })

  test.each(withSdk.map((definition) => [definition.key, definition] as const))(
    '%s: the shipped fixture',
    async (key, definition) => {
      const receive = createReceiver(definition)
      const event = parseEventObject(readFixture(key))
      const actual = await receive(event)
      const ours = toSdk(event, definition)
      expect(ours).toStrictEqual(actual)
      expect(shape(ours)).toEqual(shape(actual))
    },
  )

  test.each(withSdk.map((definition) => [definition.key, definition] as const))(
    '%s: variations',
    async (_, definition) => {
      const receive = createReceiver(definition)
      await fc.assert(
        fc.asyncProperty(webhookEvent(definition), async (event) => {
          const actual = await receive(event)
          const ours = toSdk(event, definition)
          expect(ours).toStrictEqual(actual)
          expect(shape(ours)).toEqual(shape(actual))
        }),
        { numRuns: 40 },
      )
    },
    30_000,
  )

  /** What a user may stumble over. Each was seen in the real SDK and has to stay the same in ours. */
  const oddities: [string, string, Partial<EventObject>, (event: unknown) => void][] = [
    [
      'deleted-v4',
      'the dates of a deleted badge stay text, its icon an object',
      {
        entity: {
          _id: 'badge',
          _createdDate: '2026-03-02T10:15:20.118Z',
          icon: 'wix:image://v1/a.png#originWidth=9&originHeight=8',
        },
      },
      (event) =>
        expect(event).toHaveProperty('entity', {
          _id: 'badge',
          _createdDate: '2026-03-02T10:15:20.118Z',
          icon: { _id: 'a.png', width: 9, height: 8 },
        }),
    ],
    [
      'member-deleted',
      'the dates of a deleted member stay text',
      { entity: { _id: 'ann', lastLoginDate: '2026-03-02T10:15:20.118Z' } },
      (event) => expect(event).toHaveProperty('entity.lastLoginDate', '2026-03-02T10:15:20.118Z'),
    ],
    [
      'assignment-deleted',
      'the dates of a deleted assignment are dates',
      { entity: { _id: 'one', _createdDate: '2026-03-02T10:15:20.118Z' } },
      (event) =>
        expect(event).toHaveProperty('entity._createdDate', new Date('2026-03-02T10:15:20.118Z')),
    ],
    [
      'assignment-created',
      'names below extended fields are changed',
      { entity: { _id: 'one', extendedFields: { namespaces: { '@me/app': { id: 'x' } } } } },
      (event) =>
        expect(event).toHaveProperty('entity.extendedFields.namespaces', {
          '@me/app': { _id: 'x' },
        }),
    ],
    [
      'member-created',
      'a custom field with the key "custom.id" is changed',
      { entity: { _id: 'ann', contactDetails: { customFields: { 'custom.id': { value: '1' } } } } },
      (event) =>
        expect(event).toHaveProperty('entity.contact.customFields', {
          'custom._id': { value: '1' },
        }),
    ],
    [
      'created-v4',
      'an icon that is null is there, but undefined',
      { entity: { _id: 'badge', icon: null, _updatedDate: null } },
      (event) => {
        expect(event).toHaveProperty('entity')
        expect((event as { entity: object }).entity).toStrictEqual({
          _id: 'badge',
          icon: undefined,
          _updatedDate: undefined,
        })
      },
    ],
    [
      'updated-v4',
      'the old dates among the modified fields stay text',
      { entity: { _id: 'badge' }, modifiedFields: { _updatedDate: '2026-03-02T10:15:20.118Z' } },
      (event) =>
        expect(event).toHaveProperty('modifiedFields', {
          _updatedDate: '2026-03-02T10:15:20.118Z',
        }),
    ],
  ]

  test.each(oddities)('%s: %s', async (key, _, parts, check) => {
    const definition = parseEventName(key)
    const event = { ...parseEventObject(readFixture(definition.key)), ...parts }
    const actual = await createReceiver(definition)(event)
    check(actual)
    expect(toSdk(event, definition)).toStrictEqual(actual)
  })

  test('eventType is declared, but absent, and the time is cut to milliseconds', async () => {
    const definition = parseEventName('assigned')
    const event = parseEventObject(readFixture('assigned'))
    const actual = await createReceiver(definition)(event)
    expect(actual).not.toHaveProperty('metadata.eventType')
    expect(actual).toHaveProperty('metadata.eventTime', new Date('2026-03-05T17:20:11.594Z'))
  })
})
