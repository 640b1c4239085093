import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { definitions, eventKeys, findEvent } from '../../src/catalog/index.js'
import { schemas } from '../../src/catalog/schemas/index.js'
import { validateEvent } from '../../src/event/validate.js'
import { packageRoot } from '../../src/package-root.js'

const keys = [...eventKeys]

describe('catalog, fixtures and schemas belong together', () => {
  test('each key has one definition, in the listed order', () => {
    expect(definitions.map(({ key }) => key)).toEqual(keys)
  })

  test('each key has a fixture file, and there are no others', () => {
    const files = readdirSync(join(packageRoot, 'fixtures')).sort()
    expect(files).toEqual(keys.map((key) => `${key}.json`).sort())
  })

  test('each key has a schema, and there are no others', () => {
    expect(Object.keys(schemas).sort()).toEqual([...keys].sort())
  })

  test.each(definitions.map((definition) => [definition.key, definition] as const))(
    'the fixture of %s is valid',
    async (key, definition) => {
      expect(await validateEvent(definition, readFixture(key))).toEqual([])
    },
  )

  test.each(definitions.map((definition) => [definition.key, definition] as const))(
    'the fixture of %s has the payload of its kind',
    (key, { kind }) => {
      const fixture = readFixture(key)
      if (kind === 'action') expect(fixture).toHaveProperty('data')
      else expect(fixture).not.toHaveProperty('data')
      if (kind === 'created' || kind === 'updated') expect(fixture).toHaveProperty('entity')
    },
  )

  test('an event id is used by one fixture only, and the ids are lower case', () => {
    const ids = keys.map((key) => (readFixture(key) as { metadata: { id: string } }).metadata.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.join()).toBe(ids.join().toLowerCase())
  })
})

describe('names', () => {
  test('no two events share a key, alias, handler name or webhook type', () => {
    const names = definitions.flatMap(({ key, aliases, veloHandler, webhookType }) => [
      key,
      ...aliases,
      ...(veloHandler === null ? [] : [veloHandler]),
      webhookType,
    ])
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const name of names) expect(findEvent(name), name).toBeDefined()
  })

  test('no two events share an SDK handler', () => {
    const names = definitions.flatMap(({ sdk }) =>
      sdk === null ? [] : [`${sdk.module}.${sdk.name}`],
    )
    expect(names).toHaveLength(10)
    expect(new Set(names).size).toBe(names.length)
  })

  test.each(definitions)('the webhook type of $key is its entity and slug', (definition) => {
    const { webhookType, entityFqdn, slug } = definition
    expect(webhookType).toBe(`${entityFqdn}_${slug}`)
  })

  test.each(definitions)('$key points at its documentation', ({ docs, notes }) => {
    expect(docs).toMatch(/^https:\/\/dev\.wix\.com\/docs\/[\w/-]+$/)
    for (const note of notes) expect(note).toMatch(/\.$/)
  })
})
