import { describe, expect, test } from 'vitest'
import { eventKeys, parseEventName } from '../../src/catalog/index.js'
import { loadSchema } from '../../src/catalog/schema.js'
import { formatPath } from '../../src/event/path.js'
import { validateEvent } from '../../src/event/validate.js'
import { visitRandomSets } from '../../src/fuzz/arbitraries.js'
import { readDictionary } from '../../src/fuzz/dictionary.js'
import { applyEdits, areApart, type Edit } from '../../src/fuzz/edit.js'
import { groupEdits } from '../../src/fuzz/groups.js'
import { placesOf } from '../../src/fuzz/places.js'
import { fuzzEvent } from './fuzz-event.js'

const dictionary = readDictionary(["if (title === 'VIP ' || key in { 'custom.x': 1 }) limit(40)"])

describe.each(eventKeys)('variants of %s', (key) => {
  test('fit the schema, each single one and all groups', async () => {
    const { event, edits } = await fuzzEvent(key, dictionary)
    const schema = await loadSchema(key)
    const known = edits.filter(({ isUnknownField }) => !isUnknownField)
    const sets = [...known.map((edit) => [edit]), ...groupEdits(known)]
    const misfits = sets.filter((set) => !schema.safeParse(applyEdits(event, set)).success)
    expect(misfits).toEqual([])
    expect(known.length).toBeGreaterThan(100)
  })

  test('fit the schema in random sets too, and are the same for the same seed', async () => {
    const { event, shapes, edits } = await fuzzEvent(key, dictionary)
    const schema = await loadSchema(key)
    const places = placesOf(shapes, edits)
    const collect = async (seed: number): Promise<Edit[][]> => {
      const sets: Edit[][] = []
      await visitRandomSets(places, seed, async (set) => sets.push(set) < 200)
      return sets
    }
    const sets = await collect(5)
    expect(sets).toHaveLength(200)
    const misfits = sets.filter((set) => !schema.safeParse(applyEdits(event, set)).success)
    expect(misfits).toEqual([])
    for (const set of sets) {
      expect(set.every((one) => set.every((other) => one === other || areApart(one, other)))).toBe(
        true,
      )
    }
    expect(await collect(5)).toEqual(sets)
    expect(await collect(6)).not.toEqual(sets)
  })

  test('with an unknown field have nothing else that does not fit', async () => {
    const { event, edits } = await fuzzEvent(key)
    for (const edit of edits.filter(({ isUnknownField }) => isUnknownField)) {
      const problems = await validateEvent(parseEventName(key), applyEdits(event, [edit]))
      expect(problems.map(({ path }) => path)).toEqual([formatPath(edit.path)])
    }
  })

  test('survive being written to a file and read again', async () => {
    const { event, edits } = await fuzzEvent(key, dictionary)
    for (const edit of edits) {
      const changed = applyEdits(event, [edit])
      expect(JSON.parse(JSON.stringify(changed))).toEqual(changed)
    }
  })
})

describe('the changes of an event', () => {
  test('are of every kind', async () => {
    const { edits } = await fuzzEvent('updated')
    const ofPlace = (place: string): unknown[] =>
      edits.flatMap(({ path, change }) =>
        formatPath(path) !== place ? [] : change.kind === 'remove' ? ['absent'] : [change.value],
      )
    expect(ofPlace('entity.description')).toEqual(
      expect.arrayContaining(['absent', null, '', 'a', '💛', 'שלום', '<b>a</b>', 'a\nb', '0']),
    )
    expect(ofPlace('entity._updatedDate')).toEqual(
      expect.arrayContaining([
        ...['absent', '2026-03-02T10:15:20.118Z', '1970-01-01T00:00:00.000Z'],
        ...['2026-03-04T08:31:47Z', '2026-03-04T08:31:47.123456789Z'],
      ]),
    )
    expect(ofPlace('entity.icon')).toEqual(
      expect.arrayContaining(['absent', null, expect.stringMatching(/^wix:image:\/\/v1\//)]),
    )
    expect(ofPlace('entity._id')).not.toContain('absent')
    expect(ofPlace('entity._id')).not.toContain('')
    expect(ofPlace('metadata.triggeredByAnonymizeRequest')).toContain(true)
    expect(ofPlace('entity.addedByWix')).toContain('new')
  })

  test('hold texts to the longest that is allowed, and no longer', async () => {
    const { edits } = await fuzzEvent('created-v4')
    const lengths = edits.flatMap(({ path, change }) =>
      formatPath(path) === 'entity.title' && change.kind === 'set'
        ? [String(change.value).length]
        : [],
    )
    expect(Math.max(...lengths)).toBe(50)
  })

  test('name every value of a choice, and image objects for an icon of v4', async () => {
    const { edits } = await fuzzEvent('member-created')
    const values = edits.flatMap(({ path, change }) =>
      formatPath(path) === 'entity.status' && change.kind === 'set' ? [change.value] : [],
    )
    expect(values.sort()).toEqual(['APPROVED', 'BLOCKED', 'OFFLINE', 'PENDING', 'UNKNOWN'])
    const v4 = await fuzzEvent('created-v4')
    expect(v4.edits.map(({ change }) => change)).toContainEqual({
      kind: 'set',
      value: expect.objectContaining({ id: expect.any(String), width: 96 }),
    })
  })

  test('of a key like __proto__ change no prototype', async () => {
    const { event, edits } = await fuzzEvent('member-created')
    const edit = edits.find(({ path }) => path.at(-1) === '__proto__')
    if (!edit) throw new Error('there is none')
    const changed = applyEdits(event, [edit])
    const { customFields } = (changed.entity as { contactDetails: { customFields: object } })
      .contactDetails
    expect(Object.hasOwn(customFields, '__proto__')).toBe(true)
    expect(Object.getPrototypeOf(customFields)).toBe(Object.prototype)
  })

  test('take up what the code names', async () => {
    const { edits } = await fuzzEvent('updated', dictionary)
    const titles = edits.flatMap(({ path, change }) =>
      formatPath(path) === 'entity.title' && change.kind === 'set' ? [change.value] : [],
    )
    expect(titles).toEqual(
      expect.arrayContaining(['VIP ', ...[39, 40, 41].map((length) => 'a'.repeat(length))]),
    )
  })
})
