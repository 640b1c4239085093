import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { parseEventName } from '../../src/catalog/index.js'
import { parseEventObject } from '../../src/event/parse.js'
import { connectEvents } from '../../src/event/sequence.js'
import type { EventObject } from '../../src/event/types.js'
import { validateEvent } from '../../src/event/validate.js'

const start = Date.UTC(2026, 4, 1, 12)

function connect(names: string[], changes: Record<number, (event: EventObject) => void> = {}) {
  const parts = names.map((name, step) => {
    const definition = parseEventName(name)
    const event = parseEventObject(readFixture(definition.key))
    changes[step]?.(event)
    return { definition, event, step }
  })
  const events = connectEvents(parts, {
    timeOf: (step) => new Date(start + step * 1000),
    idOf: (index) => `event-${index}`,
  })
  return { parts, events }
}

describe('connectEvents', () => {
  const life = ['created', 'assigned', 'updated', 'unassigned', 'deleted']

  test('lets ids, title and times run on', () => {
    const { events } = connect(life, {
      0: (event) => Object.assign(event.entity ?? {}, { title: 'Gold', slug: 'gold' }),
      1: (event) => Object.assign(event.data ?? {}, { memberId: 'ann' }),
      3: (event) => Object.assign(event.data ?? {}, { memberId: 'bob' }),
      4: (event) => Object.assign(event.metadata, { entityId: 'another-badge' }),
    })
    expect(new Set(events.map(({ metadata }) => metadata.entityId)).size).toBe(1)
    expect(events.map(({ metadata }) => metadata.id)).toEqual(life.map((_, i) => `event-${i}`))
    expect([events[1]?.data?.memberId, events[3]?.data?.memberId]).toEqual(['ann', 'ann'])
    expect(events[2]?.entity).toMatchObject({
      title: 'Gold',
      slug: 'gold',
      _createdDate: '2026-05-01T12:00:00.000Z',
      _updatedDate: '2026-05-01T12:00:02.000Z',
      // What the update is about is that of its own fixture.
      backgroundColor: '#FF5C79',
    })
    expect(events.map(({ metadata }) => Date.parse(metadata.eventTime))).toEqual(
      life.map((_, step) => start + step * 1000),
    )
    expect(events[0]?.metadata.eventTime).toBe('2026-05-01T12:00:00.000000000Z')
  })

  test('counts the revision of a v4 badge, with v3 events between', () => {
    const { events } = connect(['created-v4', 'updated-v4', 'updated', 'updated-v4'])
    expect(events.map(({ entity }) => entity?.revision)).toEqual(['1', '2', undefined, '4'])
  })

  test('takes events of one step for one change', () => {
    const definitions = ['updated', 'updated-v4', 'updated-v4'].map(parseEventName)
    const parts = definitions.map((definition, index) => ({
      definition,
      event: parseEventObject(readFixture(definition.key)),
      step: index === 2 ? 1 : 0,
    }))
    const events = connectEvents(parts, {
      timeOf: (step) => new Date(start + step),
      idOf: (index) => String(index),
    })
    expect(events.map(({ entity }) => entity?.revision)).toEqual([undefined, '1', '2'])
    expect(events[0]?.metadata.eventTime).toBe(events[1]?.metadata.eventTime)
  })

  test('keeps one assignment, badge and member through v4 assignments', () => {
    const { events } = connect([
      'created-v4',
      'assignment-created',
      'assignment-deleted',
      'assigned',
    ])
    const [created, made, ended, assigned] = events
    expect(made?.entity?.badgeId).toBe(created?.metadata.entityId)
    expect(ended?.metadata.entityId).toBe(made?.metadata.entityId)
    expect(made?.entity?._id).toBe(made?.metadata.entityId)
    expect(assigned?.data?.memberId).toBe(made?.entity?.memberId)
    expect(made?.metadata.entityEventSequence).toBe('2')
  })

  test('gives events that fit their schemas, and leaves the fixtures alone', async () => {
    const names = [...life, 'created-v4', 'updated-v4', 'deleted-v4']
    names.push('assignment-created', 'assignment-deleted')
    names.push('member-created', 'member-updated', 'member-deleted')
    const { parts, events } = connect(names)
    const before = JSON.stringify(connect(names).parts.map(({ event }) => event))
    expect(JSON.stringify(parts.map(({ event }) => event))).toBe(before)
    for (const [index, { definition }] of parts.entries()) {
      // The schema wants GUIDs, which these ids of the test are not.
      const { metadata, ...rest } = events[index] as EventObject
      const id = parts[index]?.event.metadata.id ?? ''
      const problems = await validateEvent(definition, { ...rest, metadata: { ...metadata, id } })
      expect(problems, definition.key).toEqual([])
    }
  })
})
