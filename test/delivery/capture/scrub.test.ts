import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFixture } from '../../../src/catalog/fixture.js'
import { definitions, parseEventName } from '../../../src/catalog/index.js'
import { scrubEvent } from '../../../src/delivery/capture/scrub.js'
import { parseEventObject } from '../../../src/event/parse.js'
import type { EventObject } from '../../../src/event/types.js'
import { validateEvent } from '../../../src/event/validate.js'
import { webhookEvent } from '../../event/arbitraries.js'

const fixture = (key: 'assigned' | 'created' | 'member-created'): EventObject =>
  parseEventObject(readFixture(key))

describe('a scrubbed event', () => {
  test.each(definitions)('$key still fits its schema', async (definition) => {
    const scrubbed = scrubEvent(parseEventObject(readFixture(definition.key)), definition.key)
    expect(await validateEvent(definition, scrubbed)).toEqual([])
  })

  test('has nothing of the member', () => {
    const text = JSON.stringify(scrubEvent(fixture('member-created'), 'member-created'))
    const personal = ['5f9b9f25', 'dana', 'rivera', '12 Harbour', 'Columbus', 'US-OH', '43004']
    const further = [
      '1991-06',
      'Example Books',
      'Editor',
      'Pixel',
      'Reader',
      '8f2ab7c4',
      '349a17eb',
    ]
    for (const value of [...personal, ...further]) {
      expect(text.toLowerCase()).not.toContain(value.toLowerCase())
    }
    expect(text).toContain('APPROVED')
  })

  test('keeps what the site wrote about a badge', () => {
    const event = fixture('created')
    const scrubbed = scrubEvent(event, 'created')
    expect(scrubbed.entity).toEqual(event.entity)
    expect(scrubbed.metadata.entityId).toBe(event.metadata.entityId)
    expect(scrubbed.metadata.id).not.toBe(event.metadata.id)
  })

  test('gives the same member the same GUID in every event', () => {
    const { entity } = scrubEvent(fixture('member-created'), 'member-created')
    const { data } = scrubEvent(fixture('assigned'), 'assigned')
    expect(data?.memberId).toBe(entity?._id)
    expect(data?.memberId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/)
    expect(data?.memberId).toBe('69330443-c8bb-4a27-bf6b-a2d9dcce7c16')
  })

  test('has no id of a deleted member, and keeps that of a deleted badge', () => {
    const deleted = (key: 'deleted' | 'member-deleted'): unknown => {
      const { metadata } = parseEventObject(readFixture(key))
      return scrubEvent({ metadata }, key).metadata.entityId === metadata.entityId
    }
    expect(deleted('member-deleted')).toBe(false)
    expect(deleted('deleted')).toBe(true)
  })

  test('replaces a value, an address and a token inside of another text', () => {
    const event = fixture('created')
    const memberId = '5f9b9f25-01cc-4ec2-bd1b-5a7b401c7783'
    const description = `for ${memberId.toUpperCase()}, ann@example.org, eyJhbGciOi.eyJkYXRh.c2ln`
    const own = { ...event, data: { memberId }, entity: { ...event.entity, description } }
    const scrubbed = scrubEvent(own, 'created')
    expect(scrubbed.entity?.description).toMatch(
      /^for [\da-f-]{36}, member-[\da-f]{6}@example\.com, token-[\da-f]{16}$/,
    )
  })

  test('links the names of a member, and keeps a date a date', () => {
    const { entity } = scrubEvent(fixture('member-created'), 'member-created')
    const { firstName, lastName, birthdate } = Object(entity?.contactDetails)
    expect(Object(entity?.profile).nickname).toBe(`${firstName} ${lastName}`)
    expect(birthdate).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  test('keeps the title of a field that a site added, and nothing of what stands in it', () => {
    const customFields = {
      'custom.tax-number': { name: 'Tax number', value: 6_145_550_199 },
      'custom.more': { name: 'More', value: { list: ['She likes tea'], since: '2019-05-01' } },
    }
    const event = { ...fixture('member-created'), entity: { _id: 'm', contact: { customFields } } }
    const { entity } = scrubEvent(event, 'member-created')
    expect(entity?.contact).toEqual({
      customFields: {
        'custom.tax-number': { name: 'Tax number', value: expect.any(Number) },
        'custom.more': {
          name: 'More',
          value: {
            list: [expect.stringMatching(/^text-/)],
            since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          },
        },
      },
    })
    expect(JSON.stringify(entity)).not.toMatch(/6145550199|2019|tea/)
  })

  test('gives nothing away of an event or a field that nobody has heard of', () => {
    const memberId = '5f9b9f25-01cc-4ec2-bd1b-5a7b401c7783'
    const { metadata } = fixture('assigned')
    const event: EventObject = {
      entity: {
        info: { name: { first: 'Dana', last: 'Rivera' }, company: 'Acme', birthday: '1991-06-14' },
        byMember: { [memberId]: 1, 'dana@example.org': 2 },
        status: 'Dana',
        website: 'https://dana.example.org/me',
      },
      data: { extra: { mobile: '614 555 2671', note: 'She lives in Paris' } },
      metadata: { ...metadata, entityFqdn: 'wix.contacts.v4.contact', slug: 'created' },
    }
    const text = JSON.stringify(scrubEvent(event, null))
    const given = ['Dana', 'Rivera', 'Acme', '1991', memberId, '614', '2671', 'Paris']
    for (const value of [...given, metadata.entityId]) {
      expect(text.toLowerCase()).not.toContain(value.toLowerCase())
    }
    expect(text).toContain('wix.contacts.v4.contact')
  })

  test('has no field of a member as it was before', () => {
    const event = {
      ...fixture('member-created'),
      modifiedFields: {
        'profile.nickname': 'Old Dana',
        'contact.addresses[0].city': 'Lisbon',
        status: 'PENDING',
      },
    }
    const { modifiedFields } = scrubEvent(event, 'member-updated')
    expect(modifiedFields?.['profile.nickname']).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
    const text = JSON.stringify(modifiedFields)
    expect(text).not.toMatch(/Dana|Lisbon/)
    expect(text).toContain('PENDING')
  })

  test('has no phone, member or secret of a badge, and still fits', async () => {
    const created = fixture('created')
    const other = '5f9b9f25-01cc-4ec2-bd1b-5a7b401c7783'
    const event = {
      ...created,
      entity: {
        ...created.entity,
        title: 'Call 614 555 2671 or +49 30 5550100, best on Mondays',
        description: `${other} of ${created.metadata.entityId}, since 2026-03-05, 1,000,000 points`,
        icon: 'https://example.org/a.png?size=9&access_token=s3cr3t',
      },
    }
    const { entity } = scrubEvent(event, 'created')
    expect(entity?.title).toMatch(/^Call \+1\d{3}55501\d\d or \+1\d{3}55501\d\d,/)
    expect(entity?.description).toBe(
      `69330443-c8bb-4a27-bf6b-a2d9dcce7c16 of ${created.metadata.entityId}, since 2026-03-05, 1,000,000 points`,
    )
    expect(entity?.icon).toMatch(/\?size=9&access_token=token-[\da-f]{16}$/)
    const long = { ...event, entity: { ...event.entity, title: `a@b.co ${'a'.repeat(43)}` } }
    const definition = parseEventName('created-v4')
    expect(await validateEvent(definition, scrubEvent(long, 'created-v4'))).toEqual([])
  })

  test.each(definitions)(
    '$key has no value of a person, and gives each the same fake',
    async (definition) => {
      const { key } = definition
      await fc.assert(
        fc.asyncProperty(webhookEvent(definition), async (event) => {
          const scrubbed = scrubEvent(event, key)
          expect(await validateEvent(definition, scrubbed)).toEqual(
            await validateEvent(definition, event),
          )
          const text = JSON.stringify(scrubbed).toLowerCase()
          const memberId = event.data?.memberId ?? event.entity?.memberId
          const { id, instanceId } = event.metadata
          for (const guid of [memberId, id, instanceId, event.entity?.loginEmail]) {
            if (typeof guid === 'string') expect(text).not.toContain(guid.toLowerCase())
          }
          expect(scrubEvent(structuredClone(event), key)).toEqual(scrubbed)
        }),
        { numRuns: 40 },
      )
    },
  )

  test('has none of the values, whatever they are and wherever they occur again', () => {
    // Letters that no fake and no word of the API has in this order.
    const value = fc
      .array(fc.constantFrom('q', 'z', 'x', '.', '$', '"', '\\', 'ж', ' ', '('), {
        minLength: 4,
        maxLength: 12,
      })
      .map((parts) => `qz${parts.join('')}zq`)
    fc.assert(
      fc.property(fc.array(value, { minLength: 8, maxLength: 8 }), (values) => {
        const [id, email, first, last, nickname, phone, slug, city] = values
        const event: EventObject = {
          entity: {
            _id: id,
            loginEmail: email,
            contactDetails: { firstName: first, lastName: last, phones: [phone] },
            profile: { nickname, slug },
            addresses: [{ city, note: values.join(' ') }],
          },
          data: { memberId: id, note: `about ${values.join(', ')}` },
          metadata: { ...fixture('member-created').metadata, originatedFrom: `by ${nickname}` },
        }
        const text = JSON.stringify(scrubEvent(event, 'member-created'))
        for (const one of values) expect(text).not.toContain(JSON.stringify(one).slice(1, -1))
      }),
    )
  })
})
