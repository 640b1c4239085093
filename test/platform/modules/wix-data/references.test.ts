import { describe, expect, it } from 'vitest'
import { createWixData, type Data } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data (insertReference, removeReference, replaceReferences,
// isReferenced, queryReferenced) and …/wix-data-query/include.

function seeded() {
  const { host, data } = createWixData()
  host.seed('People', [{ _id: 'p1', name: 'Ada' }, { _id: 'p2' }, { _id: 'p3' }])
  host.seed('Teams', [{ _id: 't1', lead: 'p1' }, { _id: 't2' }])
  const members = async (options?: unknown) => {
    const { items } = await data.queryReferenced('Teams', 't1', 'members', options)
    return items.map((item) => (item as Data)._id)
  }
  return { host, data, members }
}

describe('references to several items', () => {
  it('are inserted, by id or item, and resolve to nothing', async () => {
    const { data, members } = seeded()
    expect(await data.insertReference('Teams', 'members', 't1', ['p2', { _id: 'p1' }])).toBe(
      undefined,
    )
    expect(await data.insertReference('Teams', 'members', { _id: 't1' }, 'p3')).toBe(undefined)
    expect(await members()).toEqual(['p2', 'p1', 'p3'])
    expect(await members({ order: 'asc' })).toEqual(['p2', 'p1', 'p3'])
    expect(await members({ order: 'desc' })).toEqual(['p3', 'p1', 'p2'])
    expect(await members()).toEqual(['p2', 'p1', 'p3'])
  })

  it('are removed and replaced', async () => {
    const { data, members } = seeded()
    await data.insertReference('Teams', 'members', 't1', ['p1', 'p2', 'p3'])
    expect(await data.removeReference('Teams', 'members', 't1', 'p2')).toBe(undefined)
    expect(await members()).toEqual(['p1', 'p3'])
    expect(await data.replaceReferences('Teams', 'members', 't1', ['p2'])).toBe(undefined)
    expect(await members()).toEqual(['p2'])
    await data.replaceReferences('Teams', 'members', 't1', [])
    expect(await members()).toEqual([])
  })

  it('are there or not', async () => {
    const { data } = seeded()
    await data.insertReference('Teams', 'members', 't1', 'p1')
    expect(await data.isReferenced('Teams', 'members', 't1', { _id: 'p1' })).toBe(true)
    expect(await data.isReferenced('Teams', 'members', 't1', 'p2')).toBe(false)
    expect(await data.isReferenced('Teams', 'members', 't2', 'p1')).toBe(false)
    expect(await data.isReferenced('Teams', 'lead', 't1', 'p1')).toBe(true)
  })

  it.each([
    ['insertReference', ['Teams', 'members', 't1', 'p1'], 'WDE0029'],
    ['removeReference', ['Teams', 'members', 't1', 'p2'], 'WDE0153'],
    ['insertReference', ['Teams', 'members', 'nobody', 'p1'], 'WDE0073'],
    ['insertReference', ['Teams', 'members', 't1', 5], 'WDE0019'],
    ['isReferenced', ['Teams', 'members', {}, 'p1'], 'WDE0019'],
    ['insertReference', ['Teams', 5, 't1', 'p1'], 'WDE0003'],
    ['insertReference', [5, 'members', 't1', 'p1'], 'WDE0001'],
    ['insertReference', ['Teams', 'members', 't1', 'p2', {}, 1], 'WDE0008'],
    ['replaceReferences', ['Teams', 'members', 't1', 'p2', true], 'WDE0018'],
  ] as const)('%s%j is refused with %s', async (method, args, wde) => {
    const { data, members } = seeded()
    await data.insertReference('Teams', 'members', 't1', 'p1')
    const call = data[method] as (...args: readonly unknown[]) => Promise<unknown>
    await expect(call(...args)).rejects.toThrow(new RegExp(`^${wde}: `))
    expect(await members()).toEqual(['p1'])
  })

  it('come in pages', async () => {
    const { host, data } = seeded()
    const ids = Array.from({ length: 120 }, (_, n) => `m${n}`)
    host.seed(
      'Many',
      ids.map((_id) => ({ _id })),
    )
    await data.insertReference('Teams', 'members', 't1', ids)
    const first = await data.queryReferenced('Teams', 't1', 'members')
    expect(first).toMatchObject({ length: 50, totalCount: 120 })
    expect([first.hasPrev(), first.hasNext()]).toEqual([false, true])
    const last = await (await first.next()).next()
    expect(last.items.map((item) => (item as Data)._id)).toEqual(ids.slice(100))
    expect((await last.prev()).items[0]).toEqual({ _id: 'm50' })
  })

  it('are gone with their item, and with all of them', async () => {
    const { data } = seeded()
    await data.insertReference('Teams', 'members', 't1', 'p1')
    await data.insertReference('Teams', 'members', 't2', 'p1')
    await data.remove('Teams', 't1')
    expect(await data.isReferenced('Teams', 'members', 't1', 'p1')).toBe(false)
    expect(await data.isReferenced('Teams', 'members', 't2', 'p1')).toBe(true)
    await data.truncate('Teams')
    expect(await data.isReferenced('Teams', 'members', 't2', 'p1')).toBe(false)
  })

  it('leave out an item that is gone, and hand out copies', async () => {
    const { data, members } = seeded()
    await data.insertReference('Teams', 'members', 't1', ['p1', 'p2'])
    await data.remove('People', 'p2')
    expect(await members()).toEqual(['p1'])
    const { items } = await data.queryReferenced('Teams', 't1', 'members')
    Object.assign(items[0] as Data, { name: 'changed' })
    expect(await data.get('People', 'p1')).toMatchObject({ name: 'Ada' })
  })

  it('are not written with the item: the field is dropped, with a warning', async () => {
    const { host, data, members } = seeded()
    await data.insertReference('Teams', 'members', 't1', 'p1')
    const team = await data.update('Teams', { _id: 't1', lead: 'p1', members: ['p2'] })
    expect(team).not.toHaveProperty('members')
    expect(await members()).toEqual(['p1'])
    expect(host.warnings).toEqual(['multi-reference-dropped'])
  })
})

describe('include', () => {
  it('puts the item in the place of its id, and lists in the place of references', async () => {
    const { data } = seeded()
    await data.insertReference('Teams', 'members', 't1', ['p2', 'p3'])
    const { items } = await data.query('Teams').ascending('_id').include('lead', 'members').find()
    expect(items).toEqual([
      { _id: 't1', lead: { _id: 'p1', name: 'Ada' }, members: [{ _id: 'p2' }, { _id: 'p3' }] },
      { _id: 't2' },
    ])
    Object.assign((items as { lead: Data }[])[0]?.lead ?? {}, { name: 'changed' })
    expect(await data.get('People', 'p1')).toMatchObject({ name: 'Ada' })
  })

  it('leaves both as they are without it', async () => {
    const { data } = seeded()
    await data.insertReference('Teams', 'members', 't1', 'p2')
    expect(await data.get('Teams', 't1')).toEqual({ _id: 't1', lead: 'p1' })
  })

  it('gives 50 references of a field, and tells of more', async () => {
    const { host, data } = seeded()
    const ids = Array.from({ length: 51 }, (_, n) => `m${n}`)
    host.seed(
      'Many',
      ids.map((_id) => ({ _id })),
    )
    await data.replaceReferences('Teams', 'members', 't1', ids)
    const result = await data.query('Teams').eq('_id', 't1').include('members').find()
    expect((result.items as { members: unknown[] }[])[0]?.members).toHaveLength(50)
    expect(result).toMatchObject({ partialIncludes: true })
  })

  it('leaves an id that is nowhere or in several collections, with a warning', async () => {
    const { host, data } = seeded()
    host.seed('Guests', [{ _id: 'p1' }])
    const { items } = await data.query('Teams').eq('_id', 't1').include('lead').find()
    expect(items).toEqual([{ _id: 't1', lead: 'p1' }])
    expect(host.warnings).toEqual(['include-not-expanded'])
  })

  it('finds ids of seeded lists, and leaves a list of other texts', async () => {
    const { host, data } = seeded()
    host.seed('Boards', [{ _id: 'b', people: ['p1', 'p2'], tags: ['new', 'old'] }])
    const { items } = await data.query('Boards').include('people', 'tags').find()
    expect(items).toEqual([
      { _id: 'b', people: [{ _id: 'p1', name: 'Ada' }, { _id: 'p2' }], tags: ['new', 'old'] },
    ])
  })
})
