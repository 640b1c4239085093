import { describe, expect, it } from 'vitest'
import { createWixData, dataError } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data (insert, update, save, remove, get, truncate),
// …/wix-data/guides/error-codes and …/migrate-to-the-sdk; shapes of errors as Velo code tests them.

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('insert', () => {
  it('adds an id and equal dates, and overwrites dates of the caller', async () => {
    const { host, data } = createWixData()
    const stored = await data.insert('Log', { memberId: 'm', _createdDate: new Date(0), n: 1 })
    expect(stored).toEqual({
      _id: expect.stringMatching(guid),
      memberId: 'm',
      n: 1,
      _createdDate: host.time,
      _updatedDate: host.time,
    })
    expect(stored._createdDate).toBeInstanceOf(Date)
  })

  it('writes the system fields on the object passed in, once it resolves', async () => {
    const { data } = createWixData()
    const item: Record<string, unknown> = { memberId: 'm' }
    const first = data.insert('Log', item)
    const second = data.insert('Log', item)
    expect(item).toEqual({ memberId: 'm' })
    const [stored] = await Promise.all([first, second])
    expect(Object.keys(item).sort()).toEqual(['_createdDate', '_id', '_updatedDate', 'memberId'])
    expect(stored._id).toMatch(guid)
    expect(await data.query('Log').count()).toBe(2)
  })

  it('leaves a frozen object as it is', async () => {
    const { data } = createWixData()
    await expect(data.insert('Log', Object.freeze({ n: 1 }))).resolves.toMatchObject({ n: 1 })
  })

  it('keeps an id that the caller chose, and treats undefined as none', async () => {
    const { data } = createWixData()
    expect((await data.insert('Log', { _id: 'mine' }))._id).toBe('mine')
    expect((await data.insert('Log', { _id: undefined }))._id).toMatch(guid)
  })

  it.each([
    [[5, {}], 'WDE0001', 'WD_VALIDATION_ERROR'],
    [['', {}], 'WDE0094', 'WD_BAD_REQUEST'],
    [['Log', 'text'], 'WDE0004', 'WD_VALIDATION_ERROR'],
    [['Log', null], 'WDE0004', 'WD_VALIDATION_ERROR'],
    [['Log', [{}]], 'WDE0004', 'WD_VALIDATION_ERROR'],
    [['Log', {}, 'suppressAuth'], 'WDE0018', 'WD_VALIDATION_ERROR'],
    [['Log', { _id: null }], 'WDE0002', 'WD_VALIDATION_ERROR'],
    [['Log', { _id: '' }], 'WDE0094', 'WD_BAD_REQUEST'],
    [['Log', { _id: 'known' }], 'WDE0074', 'WD_ITEM_ALREADY_EXISTS'],
    [['Log', { a: [{ $set: 1 }] }], 'WDE0134', 'WD_BAD_REQUEST'],
    [['Log', { text: 'x'.repeat(512 * 1024) }], 'WDE0009', 'WD_VALIDATION_ERROR'],
    [['Log', nested(51)], 'WDE0168', 'WD_BAD_REQUEST'],
  ] as const)('refuses %j', async ([collection, item, options], wde, wd) => {
    const { host, data } = createWixData()
    host.seed('Log', [{ _id: 'known' }])
    await expect(data.insert(collection, item, options)).rejects.toMatchObject(dataError(wde, wd))
    expect(host.changes).toEqual([])
    expect(host.calls[0]).toMatchObject({ method: 'insert', outcome: 'rejected' })
    expect(host.world.collection('Log').size).toBe(1)
  })

  it('accepts what is just within the limits', async () => {
    const { data } = createWixData()
    await data.insert('Log', nested(50))
    await data.insert('Log', { text: 'x'.repeat(511 * 1024) })
    await expect(data.insert('Log', { text: 'ü'.repeat(300 * 1024) })).rejects.toThrow('WDE0009')
  })

  it('refuses an object that contains itself, as nested too deep', async () => {
    const { host, data } = createWixData()
    // How a cycle is recorded is the host's affair.
    host.call = async (_module, _method, _args, answer) => answer()
    const item: Record<string, unknown> = {}
    item.self = item
    await expect(data.insert('Log', item)).rejects.toThrow('WDE0168')
  })
})

describe('update', () => {
  it('replaces the item, so a property that is not given is lost', async () => {
    const { host, data } = createWixData()
    const { _id } = await data.insert('Log', { a: 1, b: 2 })
    const created = host.time
    host.time = new Date('2026-03-02T00:00:00.000Z')
    const item = { _id, b: 3, _createdDate: new Date(0) }
    const updated = await data.update('Log', item)
    expect(updated).toEqual({ _id, b: 3, _createdDate: created, _updatedDate: host.time })
    expect(await data.get('Log', _id)).toEqual(updated)
    expect(item).toEqual(updated)
  })

  it('keeps the owner unless another one is given', async () => {
    const { host, data } = createWixData()
    host.seed('Log', [{ _id: 'a', _owner: 'me' }])
    expect(await data.update('Log', { _id: 'a' })).toMatchObject({ _owner: 'me' })
    expect(await data.update('Log', { _id: 'a', _owner: 'you' })).toMatchObject({ _owner: 'you' })
  })

  it('refuses an unknown id and a missing one', async () => {
    const { data } = createWixData()
    await expect(data.update('Log', { _id: 'nobody' })).rejects.toMatchObject(
      dataError('WDE0073', 'WD_ITEM_DOES_NOT_EXIST'),
    )
    await expect(data.update('Log', { a: 1 })).rejects.toThrow(/^WDE0007: /)
    await expect(data.update('Log', { _id: 5 })).rejects.toThrow(/^WDE0007: /)
  })
})

describe('save', () => {
  it('inserts what is new, also under its own id, and updates what exists', async () => {
    const { host, data } = createWixData()
    await data.save('Log', { n: 1 })
    await data.save('Log', { _id: 'own', n: 2, old: true })
    await data.save('Log', { _id: 'own', n: 3 })
    expect(host.changes.map(({ kind }) => kind)).toEqual(['insert', 'insert', 'update'])
    expect(await data.get('Log', 'own')).not.toHaveProperty('old')
  })
})

describe('get, remove and truncate', () => {
  it('give null for an item that is not there', async () => {
    const { data } = createWixData()
    expect(await data.get('Anything/At-all', 'x')).toBeNull()
    expect(await data.remove('Anything/At-all', 'x')).toBeNull()
    await expect(data.get('Log', 5)).rejects.toThrow(/^WDE0002: /)
    await expect(data.remove('Log', undefined)).rejects.toThrow(/^WDE0002: /)
  })

  it('remove gives the removed item', async () => {
    const { data } = createWixData()
    const { _id } = await data.insert('Log', { n: 1 })
    expect(await data.remove('Log', _id)).toMatchObject({ _id, n: 1 })
    expect(await data.get('Log', _id)).toBeNull()
  })

  it('truncate removes all items and resolves to null', async () => {
    const { host, data } = createWixData()
    await data.insert('Log', {})
    await data.insert('Log', {})
    expect(await data.truncate('Log')).toBeNull()
    expect(await data.query('Log').count()).toBe(0)
    expect(host.changes.filter(({ kind }) => kind === 'remove')).toHaveLength(2)
  })
})

describe('what is handed over is copied', () => {
  it('on the way in: later changes of the object do not reach the collection', async () => {
    const { data } = createWixData()
    const item = { tags: ['a'], deep: { date: new Date(5) }, drop: () => 1, nothing: undefined }
    const { _id } = await data.insert('Log', item)
    item.tags.push('b')
    item.deep.date.setTime(9)
    const stored = await data.get('Log', _id)
    expect(stored).toMatchObject({ tags: ['a'], deep: { date: new Date(5) } })
    expect(Object.keys(stored ?? {})).not.toEqual(expect.arrayContaining(['drop']))
    expect(Object.keys(stored ?? {})).not.toEqual(expect.arrayContaining(['nothing']))
  })

  it('on the way out: changes of a result do not reach the collection', async () => {
    const { data } = createWixData()
    const inserted = await data.insert('Log', { tags: ['a'] })
    const found = await data.query('Log').find()
    for (const result of [inserted, await data.get('Log', inserted._id), ...found.items]) {
      const { tags, _createdDate } = result as { tags: string[]; _createdDate: Date }
      tags.push('b')
      _createdDate.setTime(0)
    }
    expect(await data.get('Log', inserted._id)).toMatchObject({ tags: ['a'] })
    expect(await data.query('Log').gt('_createdDate', new Date(0)).count()).toBe(1)
  })

  it('as plain data: instances become objects, or what their toJSON gives', async () => {
    const { host, data } = createWixData()
    class Point {
      x = 1
    }
    class Money {
      toJSON() {
        return '5 EUR'
      }
    }
    const input = JSON.parse('{"__proto__": {"hidden": true}}')
    const item = { point: new Point(), money: new Money(), list: [undefined], input }
    const { _id } = await data.insert('Log', item)
    const stored = await data.get('Log', _id)
    expect(stored).toMatchObject({ point: { x: 1 }, money: '5 EUR', list: [null] })
    expect(Object.getPrototypeOf(stored?.point)).toBe(Object.prototype)
    const [kept] = host.world.collection('Log').values()
    expect(Object.getPrototypeOf(kept?.input)).toBe(Object.prototype)
  })
})

describe('the record', () => {
  it('has collection and item as they were passed, and every change of the data', async () => {
    const { host, data } = createWixData()
    await data.insert('Log', { _id: 'a', n: 1 }, { suppressAuth: true })
    await data.update('Log', { _id: 'a', n: 2 })
    await data.remove('Log', 'a')
    expect(host.calls.map(({ module, method, args }) => [module, method, args])).toEqual([
      ['wix-data', 'insert', ['Log', { _id: 'a', n: 1 }]],
      ['wix-data', 'update', ['Log', { _id: 'a', n: 2 }]],
      ['wix-data', 'remove', ['Log', 'a']],
    ])
    const one = expect.objectContaining({ _id: 'a', n: 1 })
    const two = expect.objectContaining({ _id: 'a', n: 2 })
    expect(host.changes).toEqual([
      { collection: 'Log', kind: 'insert', before: null, after: one },
      { collection: 'Log', kind: 'update', before: one, after: two },
      { collection: 'Log', kind: 'remove', before: two, after: null },
    ])
  })
})

function nested(levels: number): Record<string, unknown> {
  let item: Record<string, unknown> = {}
  for (let level = 0; level < levels; level++) item = { inner: item }
  return item
}
