import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFixture } from '../../../src/catalog/fixture.js'
import { definitions } from '../../../src/catalog/index.js'
import { scrubEvent } from '../../../src/delivery/capture/scrub.js'
import { parseEventObject } from '../../../src/event/parse.js'
import type { EventObject } from '../../../src/event/types.js'
import { validateEvent } from '../../../src/event/validate.js'

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
