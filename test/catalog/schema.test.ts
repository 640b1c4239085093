import { describe, expect, expectTypeOf, test } from 'vitest'
import type * as z from 'zod/mini'
import { readFixture } from '../../src/catalog/fixture.js'
import { definitions } from '../../src/catalog/index.js'
import { toJsonSchema } from '../../src/catalog/schema.js'
import type { schemas } from '../../src/catalog/schemas/index.js'
import { parseEventObject } from '../../src/event/parse.js'
import type { VeloEvents } from '../../src/event/typed.js'
import { toVelo } from '../../src/event/velo.js'

describe('toJsonSchema', () => {
  test.each(definitions)('$key is a JSON Schema 2020-12 document', async (definition) => {
    const schema = await toJsonSchema(definition.key)
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: definition.title,
      type: 'object',
      additionalProperties: false,
      required: expect.arrayContaining(['metadata']),
    })
    expect(schema.description).toContain(definition.webhookType)
    expect(schema.$id).toBeUndefined()
  })

  test('says what a value is', async () => {
    expect(await toJsonSchema('created')).toMatchObject({
      properties: {
        entity: {
          properties: {
            _id: { type: 'string', minLength: 1, description: 'Badge id (a GUID on Wix)' },
            _createdDate: { type: 'string', format: 'date-time' },
            backgroundColor: { pattern: '^#[0-9A-Fa-f]{6}$' },
          },
        },
      },
    })
  })
})

type Inferred = { [Key in keyof typeof schemas]: z.infer<(typeof schemas)[Key]> }

/** What JSON makes of a handler's event. */
type AsJson<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? AsJson<Item>[]
    : T extends object
      ? { [Key in keyof T]: AsJson<T[Key]> }
      : T

describe('the types for authors of handlers', () => {
  test('are what the schemas accept', () => {
    expectTypeOf<AsJson<VeloEvents['assigned']>>().toExtend<Inferred['assigned']>()
    expectTypeOf<AsJson<VeloEvents['unassigned']>>().toExtend<Inferred['unassigned']>()
    expectTypeOf<AsJson<VeloEvents['created']>>().toExtend<Inferred['created']>()
    expectTypeOf<AsJson<VeloEvents['updated']>>().toExtend<Inferred['updated']>()
    expectTypeOf<AsJson<VeloEvents['deleted']>>().toExtend<Inferred['deleted']>()
    expectTypeOf<AsJson<VeloEvents['created-v4']>>().toExtend<Inferred['created-v4']>()
    expectTypeOf<AsJson<VeloEvents['updated-v4']>>().toExtend<Inferred['updated-v4']>()
    expectTypeOf<AsJson<VeloEvents['deleted-v4']>>().toExtend<Inferred['deleted-v4']>()
    expectTypeOf<AsJson<VeloEvents['member-created']>>().toExtend<Inferred['member-created']>()
    expectTypeOf<AsJson<VeloEvents['member-updated']>>().toExtend<Inferred['member-updated']>()
    expectTypeOf<AsJson<VeloEvents['member-deleted']>>().toExtend<Inferred['member-deleted']>()
  })

  test('name every key that a schema knows', () => {
    type Keys<T> = T extends { entity?: infer Entity } ? keyof NonNullable<Entity> : never
    expectTypeOf<Keys<VeloEvents['created']>>().toEqualTypeOf<Keys<Inferred['created']>>()
    expectTypeOf<Keys<VeloEvents['created-v4']>>().toEqualTypeOf<Keys<Inferred['created-v4']>>()
    expectTypeOf<Keys<VeloEvents['member-created']>>().toEqualTypeOf<
      Keys<Inferred['member-created']>
    >()
  })

  test('exist for each event that has a Velo handler', () => {
    type WithoutHandler = Exclude<keyof Inferred, keyof VeloEvents>
    expectTypeOf<WithoutHandler>().toEqualTypeOf<'assignment-created' | 'assignment-deleted'>()
    const without = definitions.filter(({ veloHandler }) => veloHandler === null)
    expect(without.map(({ key }) => key)).toEqual(['assignment-created', 'assignment-deleted'])
  })

  test.each([
    ['created', ['_createdDate', '_updatedDate']],
    ['created-v4', ['_createdDate', '_updatedDate']],
    ['member-created', ['_createdDate', '_updatedDate']],
  ] as const)('%s has dates where they say so', (key, dates) => {
    const { entity = {} } = toVelo(parseEventObject(readFixture(key)))
    const found = Object.keys(entity).filter((name) => entity[name] instanceof Date)
    expect(found).toEqual(dates)
  })
})
